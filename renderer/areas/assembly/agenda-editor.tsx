import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { IconPlus, IconPrinter } from '@tabler/icons-react'
import { Collaboration } from '@tiptap/extension-collaboration'
import { EditorContent, useEditor, useEditorState } from '@tiptap/react'
import { useState } from 'react'
import { agendaMinutes } from '#shared/assembly/agenda.ts'
import type { Row, Standing } from '#shared/contract.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureNote } from '../../components/failure-note.tsx'
import type { LiveDocument } from '../../live/live-document.ts'
import { ask } from '../../queries/ask.ts'
import { put, useRows } from '../../queries/rows.ts'
import { useFormat, useText } from '../../text/language.tsx'
import classes from './agenda.module.css'
import { AgendaItem } from './agenda-item.ts'
import { Carets } from './carets.ts'
import { pointsOf } from './points.ts'
import { AgendaDocument, RichText } from './rich-text.ts'
import { useItemWriter } from './use-item-writer.ts'

/** The agenda of one assembly as one live document, and the proposed points that are not in it yet. */
export const AgendaEditor = ({
  assembly,
  live,
  standing
}: {
  assembly: Row<'assembly'>
  live: LiveDocument
  standing: Standing
}) => {
  const text = useText()
  const format = useFormat()
  const [error, setError] = useState<unknown>(null)
  const may = standing.state === 'in'
  const editor = useEditor(
    {
      editable: may,
      editorProps: {
        attributes: {
          'aria-label': text.assembly.agendaFor(assembly.fields.name ?? ''),
          role: 'textbox',
          'aria-multiline': 'true'
        }
      },
      extensions: [
        AgendaDocument,
        RichText,
        AgendaItem,
        Collaboration.configure({ document: live.ydoc, field: 'agenda' }),
        Carets.configure({ awareness: live.awareness })
      ]
    },
    [live, may]
  )
  const points =
    useEditorState({ editor, selector: ({ editor }) => (editor ? pointsOf(editor.state.doc) : []) }) ?? []
  const writeError = useItemWriter(editor)
  const { data: items } = useRows({
    kind: 'item',
    where: [{ field: 'assembly', is: assembly.id }],
    limit: 1000
  })
  const onAgenda = new Set(points.map(point => point.item))
  const waiting = (items?.rows ?? []).filter(row => !row.fields.dropped && !onAgenda.has(row.id))

  const putOn = (row: Row<'item'>) => {
    if (!editor) return
    const { title, note, proposedBy, affects, timeboxMin } = row.fields
    const paragraph = (line: string) => ({
      type: 'paragraph',
      ...(line ? { content: [{ type: 'text', text: line }] } : {})
    })
    const at = editor.state.doc.content.size
    editor
      .chain()
      .insertContentAt(at, {
        type: 'agendaItem',
        attrs: {
          item: row.id,
          proposedBy: proposedBy ?? null,
          affects: affects ?? [],
          timeboxMin: timeboxMin ?? 15
        },
        content: [paragraph(title ?? ''), ...(note ? note.split('\n').map(paragraph) : [])]
      })
      .focus(at + 2)
      .run()
  }
  const add = async () => {
    if (!standing.commune) return
    try {
      putOn(
        await put({
          kind: 'item',
          fields: {
            assembly: assembly.id,
            title: '',
            proposedBy: standing.commune.id,
            affects: [standing.commune.id],
            timeboxMin: 15
          }
        })
      )
      setError(null)
    } catch (failure) {
      setError(failure)
    }
  }

  return (
    <Stack gap="md">
      <Group justify="space-between" className="no-print">
        <Text c="dimmed">{text.assembly.total(points.length, format.duration(agendaMinutes(points)))}</Text>
        <Group gap="xs">
          <Button leftSection={<IconPlus size={18} aria-hidden />} disabled={!may} onClick={() => void add()}>
            {text.assembly.addItem}
          </Button>
          <Button
            variant="default"
            leftSection={<IconPrinter size={18} aria-hidden />}
            onClick={() => void ask('window.print')}
          >
            {text.words.act.print}
          </Button>
        </Group>
      </Group>
      <FailureNote error={error ?? writeError} />
      {points.length === 0 && <EmptyState title={text.assembly.agenda} hint={text.assembly.emptyAgenda} />}
      <EditorContent editor={editor} className={classes.editor} />
      {waiting.length > 0 && (
        <Stack gap="xs" component="section" aria-label={text.assembly.waitingItems} className="no-print">
          <Title order={3} size="h4">
            {text.assembly.waitingItems}
          </Title>
          {waiting.map(row => {
            const title = row.fields.title || text.assembly.untitled
            return (
              <Paper key={row.id} withBorder p="xs">
                <Group justify="space-between" wrap="nowrap">
                  <Text>{title}</Text>
                  <Button
                    size="xs"
                    variant="default"
                    disabled={!may}
                    aria-label={text.assembly.putOnLabel(title)}
                    onClick={() => putOn(row)}
                  >
                    {text.assembly.putOn}
                  </Button>
                </Group>
              </Paper>
            )
          })}
        </Stack>
      )}
    </Stack>
  )
}
