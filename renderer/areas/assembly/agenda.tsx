import { Stack, Text, Title } from '@mantine/core'
import type { Row, Standing } from '#shared/contract.ts'
import { FailureNote } from '../../components/failure-note.tsx'
import { useLan } from '../../queries/lan.ts'
import { useNames } from '../../queries/names.ts'
import { useFormat, useText } from '../../text/language.tsx'
import { ForgetRow, mayForget } from '../people/forget-row.tsx'
import { AgendaEditor } from './agenda-editor.tsx'
import { Presence } from './presence.tsx'
import { useLiveDocument } from './use-live-document.ts'

/** One assembly: its day and place, who is here, its agenda. */
export const Agenda = ({ assembly, standing }: { assembly: Row<'assembly'>; standing: Standing }) => {
  const { words } = useText()
  const format = useFormat()
  const nameOf = useNames()
  const lan = useLan()
  const { live, error } = useLiveDocument({
    doc: assembly.id,
    part: 'agenda',
    device: standing.device,
    handle: standing.handle
  })
  const { name, at, date } = assembly.fields
  return (
    <Stack gap="md">
      <Stack gap={2}>
        <Title order={2}>{name}</Title>
        <Text c="dimmed">{`${nameOf(at)}, ${date ? format.day(date) : words.none}`}</Text>
      </Stack>
      <FailureNote error={error} />
      {live && (
        <>
          <Presence live={live} handle={standing.handle} lanOn={lan.data?.on ?? false} />
          <AgendaEditor key={assembly.id} assembly={assembly} live={live} standing={standing} />
        </>
      )}
      {mayForget(assembly, standing) && (
        <div className="no-print">
          <ForgetRow row={assembly} what={name ?? ''} />
        </div>
      )}
    </Stack>
  )
}
