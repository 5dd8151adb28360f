import { Button, Checkbox, NumberInput, SegmentedControl, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { Row } from '#shared/contract.ts'
import { DayField } from '../../components/day-field.tsx'
import { useDraft } from '../../desk/use-draft.ts'
import { usePut } from '../../queries/rows.ts'
import { useText } from '../../text/language.tsx'
import { changedFields } from './changed-fields.ts'
import { CommuneSelect } from './commune-select.tsx'
import { DayWindows, type OpenWindow, wholeWindows } from './day-windows.tsx'
import { FormPanel } from './form-panel.tsx'

interface Form {
  commune: string | null
  windows: OpenWindow[]
  wantedBy: string | null
  stayDays: number | ''
  optional: boolean
  priority: number
  locked: boolean
  note: string
}

/** A commune that the caravan is to visit: on which days, for how long, and whether it must. */
export const StopForm = (props: {
  row: Row<'stop'> | null
  caravan: string
  /** chosen on the map */
  commune?: string
  onSaved: () => void
  onLeave: () => void
}) => {
  const { row } = props
  const { caravan, words } = useText()
  const text = caravan.stopForm
  const draft = useDraft<Form>(row ? `stop:${row.id}` : `stop:new:${props.caravan}:${props.commune ?? ''}`, {
    commune: row?.fields.commune ?? props.commune ?? null,
    windows: row?.fields.windows ?? [],
    wantedBy: row?.fields.wantedBy ?? null,
    stayDays: row?.fields.stayDays ?? 1,
    optional: row?.fields.optional ?? false,
    priority: row?.fields.priority ?? 2,
    locked: row?.fields.locked ?? false,
    note: row?.fields.note ?? ''
  })
  const put = usePut<'stop'>()
  const [tried, setTried] = useState(false)
  if (!draft.ready) return null
  const form = draft.value
  const set = <K extends keyof Form>(field: K, value: Form[K]) =>
    draft.change(before => ({ ...before, [field]: value }))
  const whole = wholeWindows(form.windows)

  const save = () => {
    setTried(true)
    if (!form.commune || form.stayDays === '' || whole.length < form.windows.length) return
    const fields = {
      commune: form.commune,
      windows: whole,
      ...(row || form.wantedBy ? { wantedBy: form.wantedBy } : {}),
      stayDays: form.stayDays,
      optional: form.optional,
      ...(form.optional ? { priority: form.priority } : {}),
      locked: form.locked,
      note: form.note
    }
    put.mutate(
      row
        ? { kind: 'stop', thing: row.id, fields: changedFields(row, fields) }
        : { kind: 'stop', fields: { ...fields, caravan: props.caravan } },
      {
        onSuccess: () => {
          void draft.clear()
          props.onSaved()
        }
      }
    )
  }
  const drop = () => {
    if (!row) return
    put.mutate(
      { kind: 'stop', thing: row.id, fields: { dropped: true } },
      {
        onSuccess: () => {
          void draft.clear()
          props.onSaved()
        }
      }
    )
  }

  return (
    <FormPanel
      title={row ? text.editTitle : text.newTitle}
      contested={!!row && Object.keys(row.contested).length > 0}
      saveLabel={row ? words.act.save : text.add}
      busy={put.isPending}
      error={put.error}
      onSave={save}
      onLeave={() => {
        void draft.clear()
        props.onLeave()
      }}
      extra={
        row && (
          <Button variant="subtle" color="red" onClick={drop}>
            {text.drop}
          </Button>
        )
      }
    >
      <CommuneSelect
        label={text.commune}
        value={form.commune}
        onChange={value => set('commune', value)}
        error={tried && !form.commune && text.missingCommune}
        autoFocus={!form.commune}
      />
      <NumberInput
        label={text.stay}
        description={text.stayHint}
        min={0}
        max={60}
        step={0.25}
        value={form.stayDays}
        onChange={value => set('stayDays', typeof value === 'number' ? value : '')}
        error={tried && form.stayDays === '' && text.missingNumber}
      />
      <DayWindows windows={form.windows} tried={tried} onWindows={windows => set('windows', windows)} />
      <DayField
        label={`${text.wantedBy} (${words.optional})`}
        description={text.wantedByHint}
        clearable
        value={form.wantedBy}
        onChange={value => set('wantedBy', value)}
      />
      <Checkbox
        label={text.optional}
        description={text.optionalHint}
        checked={form.optional}
        onChange={event => set('optional', event.currentTarget.checked)}
      />
      {form.optional && (
        <SegmentedControl
          aria-label={text.priority}
          data={[
            { value: '1', label: text.priorities[1] },
            { value: '2', label: text.priorities[2] },
            { value: '3', label: text.priorities[3] }
          ]}
          value={String(form.priority)}
          onChange={value => set('priority', Number(value))}
        />
      )}
      <Checkbox
        label={text.locked}
        description={text.lockedHint}
        checked={form.locked}
        onChange={event => set('locked', event.currentTarget.checked)}
      />
      <Textarea
        label={text.note}
        autosize
        minRows={1}
        maxRows={4}
        value={form.note}
        onChange={event => set('note', event.currentTarget.value)}
      />
    </FormPanel>
  )
}
