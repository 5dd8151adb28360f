import {
  Autocomplete,
  Button,
  Checkbox,
  Group,
  NumberInput,
  Paper,
  Select,
  Stack,
  Text,
  Textarea,
  TextInput,
  Title
} from '@mantine/core'
import { useState } from 'react'
import type { Row } from '#shared/contract.ts'
import { DayField } from '../../components/day-field.tsx'
import { FailureNote } from '../../components/failure-note.tsx'
import { useDraft } from '../../desk/use-draft.ts'
import { usePut } from '../../queries/rows.ts'
import { useText } from '../../text/language.tsx'
import {
  changedFields,
  emptyGood,
  type GoodForm as Form,
  fieldsToForm,
  formToFields,
  type GoodKind,
  missingInForm
} from './good-fields.ts'

const options = <K extends string>(names: Record<K, string>) =>
  (Object.entries(names) as [K, string][]).map(([value, label]) => ({ value, label }))

/** Adds an offer or a need, or changes one. Half-filled, it lies on the desk until it is saved or left. */
export const GoodForm = (props: {
  kind: GoodKind
  row: Row<GoodKind> | null
  onSaved: (saved: Row<GoodKind>) => void
  onLeave: () => void
}) => {
  const { kind, row } = props
  const { exchange, words } = useText()
  const texts = exchange.form
  const draft = useDraft<Form>(
    `${kind}:${row?.id ?? 'new'}`,
    row ? fieldsToForm(kind, row.fields) : emptyGood
  )
  const put = usePut<GoodKind>()
  const [tried, setTried] = useState(false)
  const form = draft.value
  const missing = missingInForm(form)
  const set = <K extends keyof Form>(field: K, value: Form[K]) =>
    draft.change(before => ({ ...before, [field]: value }))
  const number = (value: number | string): number | '' => (typeof value === 'number' ? value : '')

  const save = () => {
    setTried(true)
    if (Object.keys(missing).length > 0) return
    const fields = formToFields(kind, form)
    const args = row
      ? { kind, thing: row.id, fields: contestedToo(row, changedFields(row.fields, fields), fields) }
      : { kind, fields }
    put.mutate(args, {
      onSuccess: saved => {
        void draft.clear()
        props.onSaved(saved)
      }
    })
  }
  const leave = () => {
    void draft.clear()
    props.onLeave()
  }

  if (!draft.ready) return null
  const title = row
    ? kind === 'offer'
      ? exchange.editOffer
      : exchange.editNeed
    : kind === 'offer'
      ? exchange.addOffer
      : exchange.addNeed
  return (
    <Paper component="section" withBorder p="md" aria-label={title}>
      <form
        onSubmit={event => {
          event.preventDefault()
          save()
        }}
      >
        <Stack gap="sm">
          <Title order={2} size="h3">
            {title}
          </Title>
          {row && Object.keys(row.contested).length > 0 && <Text size="sm">{exchange.contested}</Text>}
          <TextInput
            label={texts.good}
            placeholder={texts.goodExample}
            value={form.good}
            onChange={event => set('good', event.currentTarget.value)}
            error={tried && missing.good ? texts.missingGood : null}
            maxLength={120}
            data-autofocus
            autoFocus
          />
          <Select
            label={texts.category}
            data={options(words.category)}
            value={form.category}
            onChange={value => value && set('category', value as Form['category'])}
            allowDeselect={false}
          />
          <Group grow align="flex-start" gap="sm">
            <NumberInput
              label={texts.quantity}
              value={form.quantity}
              onChange={value => set('quantity', number(value))}
              min={0}
              max={1e9}
              error={tried && missing.quantity ? texts.missingAmount : null}
            />
            <Autocomplete
              label={texts.unit}
              data={Object.keys(words.unit)}
              value={form.unit}
              onChange={value => set('unit', value)}
              maxLength={120}
            />
          </Group>
          <Group grow align="flex-start" gap="sm">
            <NumberInput
              label={texts.massKg}
              description={texts.massHint}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              value={form.massKg === '' && form.unit === 'kg' ? form.quantity : form.massKg}
              onChange={value => set('massKg', number(value))}
              min={0}
              max={1e9}
              error={tried && missing.massKg ? texts.missingAmount : null}
            />
            <NumberInput
              label={`${texts.volumeM3} (${words.optional})`}
              value={form.volumeM3}
              onChange={value => set('volumeM3', number(value))}
              min={0}
              max={1e6}
              decimalScale={3}
            />
          </Group>
          <DayField
            label={`${kind === 'offer' ? texts.bestBefore : texts.neededBy} (${words.optional})`}
            value={form.day}
            onChange={day => set('day', day)}
            clearable
          />
          <Select
            label={texts.keep}
            data={options(words.keep)}
            value={form.keep}
            onChange={value => value && set('keep', value as Form['keep'])}
            allowDeselect={false}
          />
          {kind === 'need' && (
            <Select
              label={texts.urgency}
              data={options(words.urgency)}
              value={form.urgency}
              onChange={value => value && set('urgency', value as Form['urgency'])}
              allowDeselect={false}
            />
          )}
          {kind === 'offer' && (
            <NumberInput
              label={`${texts.longestOnWay} (${words.optional})`}
              description={texts.longestOnWayHint}
              suffix={` ${words.measure.h}`}
              value={form.longestOnWayH ?? ''}
              onChange={value => set('longestOnWayH', number(value))}
              min={0}
              max={10_000}
            />
          )}
          {kind === 'offer' && (
            <TextInput
              label={`${texts.lot} (${words.optional})`}
              value={form.lot}
              onChange={event => set('lot', event.currentTarget.value)}
              maxLength={120}
            />
          )}
          <Textarea
            label={`${texts.note} (${words.optional})`}
            value={form.note}
            onChange={event => set('note', event.currentTarget.value)}
            autosize
            minRows={1}
            maxRows={5}
            maxLength={20_000}
          />
          {row && (
            <Checkbox
              label={kind === 'offer' ? texts.closedOffer : texts.closedNeed}
              checked={form.closed}
              onChange={event => set('closed', event.currentTarget.checked)}
            />
          )}
          <FailureNote error={put.error} />
          <Group>
            <Button type="submit" loading={put.isPending}>
              {words.act.save}
            </Button>
            <Button variant="default" onClick={leave}>
              {words.act.cancel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  )
}

/** Saving settles what two people changed at once: contested fields are put again even if they look the same. */
const contestedToo = (
  row: Row<GoodKind>,
  changed: Row<GoodKind>['fields'],
  all: Row<GoodKind>['fields']
): Row<GoodKind>['fields'] => {
  const settled = Object.fromEntries(
    Object.entries(all).filter(([field]) => Object.hasOwn(row.contested, field))
  )
  return { ...settled, ...changed }
}
