import { Group, NumberInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Row } from '#shared/contract.ts'
import { type GoalName, goalNames } from '#shared/kinds/caravan.ts'
import { DayField } from '../../components/day-field.tsx'
import { useDraft } from '../../desk/use-draft.ts'
import { usePut } from '../../queries/rows.ts'
import { useText } from '../../text/language.tsx'
import { changedFields } from './changed-fields.ts'
import { CommuneSelect } from './commune-select.tsx'
import { FormPanel } from './form-panel.tsx'
import { GoalsOrder, wholeOrder } from './goals-order.tsx'

interface Form {
  name: string
  start: string | null
  end: string | null
  from: string | null
  until: string | null
  speedKmh: number | ''
  drivingHoursPerDay: number | ''
  restEveryDays: number | ''
  detourFactor: number | ''
  goals: GoalName[]
}

const toForm = (row: Row<'caravan'> | null, own: string | null): Form => ({
  name: row?.fields.name ?? '',
  start: row ? (row.fields.start ?? null) : own,
  end: row ? (row.fields.end ?? null) : own,
  from: row?.fields.from ?? null,
  until: row?.fields.until ?? null,
  speedKmh: row?.fields.speedKmh ?? 40,
  drivingHoursPerDay: row?.fields.drivingHoursPerDay ?? 6,
  restEveryDays: row?.fields.restEveryDays ?? 7,
  detourFactor: row?.fields.detourFactor ?? 1.3,
  goals: wholeOrder(row?.fields.goals)
})

/** Makes a caravan or changes one: whence, whither, when, and how it drives and rests. */
export const CaravanForm = (props: {
  row: Row<'caravan'> | null
  ownCommune: string | null
  onSaved: (id: string) => void
  onLeave: () => void
}) => {
  const { row } = props
  const { caravan, words } = useText()
  const text = caravan.caravanForm
  const initial = toForm(row, props.ownCommune)
  const draft = useDraft<Form>(`caravan:${row?.id ?? 'new'}`, initial)
  const put = usePut<'caravan'>()
  const [tried, setTried] = useState(false)
  if (!draft.ready) return null
  // what an older version left on the desk lacks what came since
  const form = { ...initial, ...draft.value }
  const set = <K extends keyof Form>(field: K, value: Form[K]) =>
    draft.change(before => ({ ...before, [field]: value }))
  const number = (value: number | string): number | '' => (typeof value === 'number' ? value : '')
  const backwards = form.from !== null && form.until !== null && form.until < form.from
  const missing = {
    name: form.name.trim() === '',
    start: form.start === null,
    from: form.from === null,
    until: form.until === null || backwards,
    speedKmh: form.speedKmh === '' || form.speedKmh < 1,
    drivingHoursPerDay:
      form.drivingHoursPerDay === '' || form.drivingHoursPerDay < 0.5 || form.drivingHoursPerDay > 24,
    restEveryDays: form.restEveryDays === '' || form.restEveryDays === 1,
    detourFactor: form.detourFactor === '' || form.detourFactor < 1 || form.detourFactor > 5
  }

  const save = () => {
    setTried(true)
    if (Object.values(missing).some(Boolean) || !form.start || !form.from || !form.until) return
    const fields = {
      name: form.name.trim(),
      start: form.start,
      end: form.end,
      from: form.from,
      until: form.until,
      speedKmh: Number(form.speedKmh),
      drivingHoursPerDay: Number(form.drivingHoursPerDay),
      restEveryDays: Number(form.restEveryDays),
      detourFactor: Number(form.detourFactor),
      // The planner's own order need not be written down.
      ...(row?.fields.goals || form.goals.join() !== goalNames.join() ? { goals: form.goals } : {})
    }
    put.mutate(
      row
        ? { kind: 'caravan', thing: row.id, fields: changedFields(row, fields) }
        : { kind: 'caravan', fields },
      {
        onSuccess: saved => {
          void draft.clear()
          props.onSaved(saved.id)
        }
      }
    )
  }

  return (
    <FormPanel
      title={row ? text.editTitle : text.newTitle}
      contested={!!row && Object.keys(row.contested).length > 0}
      saveLabel={row ? words.act.save : text.make}
      busy={put.isPending}
      error={put.error}
      onSave={save}
      onLeave={() => {
        void draft.clear()
        props.onLeave()
      }}
    >
      <TextInput
        label={text.name}
        placeholder={text.nameExample}
        value={form.name}
        onChange={event => set('name', event.currentTarget.value)}
        error={tried && missing.name && text.missingName}
        maxLength={120}
        autoFocus
      />
      <CommuneSelect
        label={text.start}
        value={form.start}
        onChange={value => set('start', value)}
        error={tried && missing.start && text.missingStart}
      />
      <CommuneSelect
        label={text.end}
        description={text.endHint}
        placeholder={text.endOpen}
        clearable
        clearButtonProps={{ 'aria-label': text.endClear }}
        value={form.end}
        onChange={value => set('end', value)}
      />
      <Group grow align="flex-start" gap="sm">
        <DayField
          label={text.from}
          value={form.from}
          onChange={value => set('from', value)}
          error={tried && missing.from && text.missingDay}
        />
        <DayField
          label={text.until}
          value={form.until}
          onChange={value => set('until', value)}
          error={backwards ? text.backwards : tried && missing.until && text.missingDay}
        />
      </Group>
      <Group grow align="flex-start" gap="sm">
        <NumberInput
          label={text.speed}
          suffix={` ${words.measure.kmh}`}
          min={1}
          max={200}
          value={form.speedKmh}
          onChange={value => set('speedKmh', number(value))}
          error={tried && missing.speedKmh && text.missingNumber}
        />
        <NumberInput
          label={text.hours}
          suffix={` ${words.measure.h}`}
          min={0.5}
          max={24}
          step={0.5}
          value={form.drivingHoursPerDay}
          onChange={value => set('drivingHoursPerDay', number(value))}
          error={tried && missing.drivingHoursPerDay && text.missingNumber}
        />
      </Group>
      <NumberInput
        label={text.rest}
        description={text.restHint}
        min={0}
        max={60}
        allowDecimal={false}
        value={form.restEveryDays}
        onChange={value => set('restEveryDays', number(value))}
        error={tried && missing.restEveryDays && text.restBad}
      />
      <NumberInput
        label={text.detour}
        description={text.detourHint}
        min={1}
        max={5}
        step={0.1}
        value={form.detourFactor}
        onChange={value => set('detourFactor', number(value))}
        error={tried && missing.detourFactor && text.missingNumber}
      />
      <GoalsOrder
        label={text.goals}
        hint={text.goalsHint}
        goals={form.goals}
        onGoals={goals => set('goals', goals)}
      />
    </FormPanel>
  )
}
