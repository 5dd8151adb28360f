import {
  ActionIcon,
  Button,
  Checkbox,
  Group,
  NumberInput,
  SegmentedControl,
  Stack,
  Text,
  Textarea
} from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import type { Row } from '#shared/contract.ts'
import type { DayWindow } from '#shared/kinds/fields.ts'
import { DayField } from '../../components/day-field.tsx'
import { useDraft } from '../../desk/use-draft.ts'
import { usePut } from '../../queries/rows.ts'
import { useText } from '../../text/language.tsx'
import { changedFields } from './changed-fields.ts'
import { CommuneSelect } from './commune-select.tsx'
import { FormPanel } from './form-panel.tsx'

interface Form {
  commune: string | null
  windows: { from: string | null; to: string | null }[]
  stayDays: number | ''
  optional: boolean
  priority: number
  locked: boolean
  note: string
}

const most = 12

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
  const setWindow = (at: number, part: Partial<Form['windows'][number]>) =>
    set(
      'windows',
      form.windows.map((window, i) => (i === at ? { ...window, ...part } : window))
    )
  const windowError = ({ from, to }: Form['windows'][number]) =>
    from && to && to < from ? text.backwards : tried && (!from || !to) ? text.missingDay : null
  const whole = form.windows.filter(
    (window): window is DayWindow => !!window.from && !!window.to && window.from <= window.to
  )

  const save = () => {
    setTried(true)
    if (!form.commune || form.stayDays === '' || whole.length < form.windows.length) return
    const fields = {
      commune: form.commune,
      windows: whole,
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
      <Stack gap={6} role="group" aria-label={text.windows}>
        <Text size="sm" fw={500}>
          {text.windows}
        </Text>
        {form.windows.length === 0 && (
          <Text size="sm" c="dimmed">
            {text.anyDay}
          </Text>
        )}
        {form.windows.map((window, i) => (
          // a window is known by its place in the list alone
          <Group key={i} gap={6} wrap="nowrap" align="flex-start">
            <Group gap={6} wrap="wrap" style={{ flex: 1 }}>
              <DayField
                aria-label={text.windowFrom}
                placeholder={text.windowFrom}
                value={window.from}
                onChange={day => setWindow(i, window.to ? { from: day } : { from: day, to: day })}
                style={{ flex: '1 1 9.5rem' }}
              />
              <DayField
                aria-label={text.windowTo}
                placeholder={text.windowTo}
                value={window.to}
                onChange={day => setWindow(i, { to: day })}
                error={windowError(window)}
                style={{ flex: '1 1 9.5rem' }}
              />
            </Group>
            <ActionIcon
              variant="default"
              size={36}
              aria-label={text.windowRemove}
              onClick={() =>
                set(
                  'windows',
                  form.windows.filter((_, at) => at !== i)
                )
              }
            >
              <IconX size={18} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        {form.windows.length < most && (
          <Group>
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={() => set('windows', [...form.windows, { from: null, to: null }])}
            >
              {form.windows.length === 0 ? text.windowFirst : text.windowMore}
            </Button>
          </Group>
        )}
      </Stack>
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
