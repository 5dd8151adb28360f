import { Button, Group, Radio, Select, Stack, Textarea } from '@mantine/core'
import type { Person } from '#shared/contract.ts'
import { type Duty, duties, type MandateType, mandateTypes } from '#shared/kinds/mandate.ts'
import { DayField } from '../../components/day-field.tsx'
import { FailureNote } from '../../components/failure-note.tsx'
import { useDraft } from '../../desk/use-draft.ts'
import { usePut } from '../../queries/rows.ts'
import { useText } from '../../text/language.tsx'
import { FormSheet } from './form-sheet.tsx'

interface Form {
  duty: Duty
  type: MandateType
  instructions: string
  from: string | null
  until: string | null
}
const empty: Form = { duty: 'delegate', type: 'binding', instructions: '', from: null, until: null }

/** Gives somebody a duty in the name of one's own commune. */
export const MandateForm = (props: { person: Person; commune: string; onLeave: () => void }) => {
  const { person, commune, onLeave } = props
  const { people, words } = useText()
  const text = people.mandate
  const draft = useDraft<Form>(`mandate:${person.device}`, empty)
  const put = usePut<'mandate'>()
  const form = draft.value
  const set = (part: Partial<Form>) => draft.change(before => ({ ...before, ...part }))
  const save = () => {
    const { duty, type, instructions, from, until } = form
    const fields = {
      ...{ holder: person.device, duty, type },
      ...(instructions.trim() && { instructions: instructions.trim() }),
      ...(from && { from }),
      ...(until && { until })
    }
    put.mutate(
      { kind: 'mandate', commune, fields },
      {
        onSuccess: () => {
          void draft.clear()
          onLeave()
        }
      }
    )
  }
  if (!draft.ready) return null
  return (
    <FormSheet title={text.title(person.handle || words.unnamed)} hint={text.hint} onSave={save}>
      <Select
        label={text.duty}
        data={duties.map(value => ({ value, label: people.duties[value] }))}
        value={form.duty}
        allowDeselect={false}
        onChange={value => set({ duty: (value ?? 'delegate') as Duty })}
      />
      <Radio.Group
        label={text.type}
        value={form.type}
        onChange={value => set({ type: value as MandateType })}
      >
        <Stack gap={6} mt={4}>
          {mandateTypes.map(value => (
            <Radio key={value} value={value} label={people.mandateTypes[value]} />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        label={`${text.instructions} (${words.optional})`}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={20_000}
        value={form.instructions}
        onChange={event => set({ instructions: event.currentTarget.value })}
      />
      <Group grow align="flex-start">
        <DayField
          label={`${text.from} (${words.optional})`}
          value={form.from}
          onChange={from => set({ from })}
        />
        <DayField
          label={`${text.until} (${words.optional})`}
          value={form.until}
          onChange={until => set({ until })}
        />
      </Group>
      <FailureNote error={put.error} onClose={() => put.reset()} />
      <Group gap="xs">
        <Button type="submit" loading={put.isPending}>
          {text.give}
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
    </FormSheet>
  )
}
