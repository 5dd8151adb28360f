import { Button, Group, Paper, Select, Stack, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import type { Row, Standing } from '#shared/contract.ts'
import { DayField } from '../../components/day-field.tsx'
import { FailureNote } from '../../components/failure-note.tsx'
import { useDraft } from '../../desk/use-draft.ts'
import { useCommunes } from '../../queries/names.ts'
import { usePut, useRows } from '../../queries/rows.ts'
import { useText } from '../../text/language.tsx'

interface Form {
  name: string
  at: string | null
  caravan: string | null
  date: string | null
}

/** Calls an assembly. */
export const AssemblyForm = ({
  standing,
  onSaved,
  onLeave
}: {
  standing: Standing
  onSaved: (row: Row<'assembly'>) => void
  onLeave: () => void
}) => {
  const { assembly, words } = useText()
  const texts = assembly.form
  const communes = useCommunes()
  const { data: caravans } = useRows({ kind: 'caravan', limit: 1000 })
  const draft = useDraft<Form>('assembly:new', {
    name: '',
    at: standing.commune?.id ?? null,
    caravan: null,
    date: null
  })
  const [tried, setTried] = useState(false)
  const put = usePut<'assembly'>()
  const form = draft.value
  const set = <K extends keyof Form>(field: K, value: Form[K]) =>
    draft.change(before => ({ ...before, [field]: value }))
  const save = () => {
    setTried(true)
    const { name, at, caravan, date } = form
    if (!name.trim() || !at || !date) return
    put.mutate(
      { kind: 'assembly', fields: { name: name.trim(), at, caravan, date, state: 'planned' } },
      {
        onSuccess: row => {
          void draft.clear()
          onSaved(row)
        }
      }
    )
  }
  if (!draft.ready) return null
  return (
    <Paper component="section" withBorder p="md" maw={560} aria-label={texts.title}>
      <form
        onSubmit={event => {
          event.preventDefault()
          save()
        }}
      >
        <Stack gap="sm">
          <Title order={2} size="h3">
            {texts.title}
          </Title>
          <TextInput
            label={texts.name}
            placeholder={texts.nameExample}
            value={form.name}
            onChange={event => set('name', event.currentTarget.value)}
            error={tried && !form.name.trim() ? texts.missingName : null}
            maxLength={120}
            autoFocus
          />
          <Select
            label={texts.at}
            data={[...communes.values()].map(row => ({
              value: row.id as string,
              label: row.fields.name ?? ''
            }))}
            value={form.at}
            onChange={value => set('at', value)}
            error={tried && !form.at ? texts.missingAt : null}
            searchable
          />
          <DayField
            label={texts.date}
            value={form.date}
            onChange={day => set('date', day)}
            error={tried && !form.date ? texts.missingDate : null}
          />
          <Select
            label={`${texts.caravan} (${words.optional})`}
            data={(caravans?.rows ?? []).map(row => ({
              value: row.id as string,
              label: row.fields.name ?? ''
            }))}
            value={form.caravan}
            onChange={value => set('caravan', value)}
            clearable
            clearButtonProps={{ 'aria-label': words.act.clear }}
          />
          <FailureNote error={put.error} />
          <Group>
            <Button type="submit" loading={put.isPending}>
              {assembly.add}
            </Button>
            <Button
              variant="default"
              onClick={() => {
                void draft.clear()
                onLeave()
              }}
            >
              {words.act.cancel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  )
}
