import { Checkbox, Group, SegmentedControl, Stack } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { Row } from '#shared/contract.ts'
import type { PartialFieldsOfKind } from '#shared/kinds/index.ts'
import { DayField } from '../../components/day-field.tsx'
import { FailureNote } from '../../components/failure-note.tsx'
import { SettledNumber } from '../../components/settled-number.tsx'
import { usePut } from '../../queries/rows.ts'
import { useFormat, useText } from '../../text/language.tsx'
import classes from './caravan-area.module.css'
import { DayWindows, type OpenWindow, wholeWindows } from './day-windows.tsx'
import { DoneHere } from './done-here.tsx'
import { PlanAgain } from './plan-again.tsx'
import type { UnderWayActs } from './use-under-way.ts'

/**
 * What a stop asks of the route, changed where it is seen. Each change is written at once; the route then
 * says that it was made before.
 */
export const StopAdjust = (props: {
  row: Row<'stop'>
  name: string
  /** on which it arrives by the plan that is shown */
  day: string
  /** the day on which it leaves by that plan */
  leaves: string
  /** null where it cannot be said now that the caravan was here */
  underWay: UnderWayActs | null
  /** null while the route still fits */
  onPlan: (() => void) | null
}) => {
  const { caravan, words } = useText()
  const format = useFormat()
  const text = caravan.adjust
  const form = caravan.stopForm
  const { row, day } = props
  const put = usePut<'stop'>()
  // Shown at once, until the record has it.
  const [told, setTold] = useState<PartialFieldsOfKind<'stop'>>({})
  const settled = row.fields
  // what the record says takes the place of what was told
  useEffect(() => setTold({}), [settled])
  const fields = { ...settled, ...told }
  const write = (changed: PartialFieldsOfKind<'stop'>) => {
    setTold(before => ({ ...before, ...changed }))
    put.mutate({ kind: 'stop', thing: row.id, fields: changed }, { onError: () => setTold({}) })
  }
  // Half-typed days wait here until they are whole.
  const [open, setOpen] = useState<OpenWindow[] | null>(null)
  const setWindows = (windows: OpenWindow[]) => {
    const whole = wholeWindows(windows)
    if (whole.length < windows.length) return setOpen(windows)
    setOpen(null)
    write({ windows: whole })
  }
  const weight = fields.optional ? String(fields.priority ?? 2) : 'must'

  const doneHere = props.underWay && (
    <DoneHere
      key={props.leaves}
      stop={row.id}
      doneOn={fields.doneOn ?? null}
      leaves={props.leaves}
      acts={props.underWay}
    />
  )
  // What was is no longer to be changed.
  if (fields.doneOn)
    return (
      <section className={classes.adjust} aria-label={text.title(props.name)}>
        <Stack gap="xs">
          {doneHere}
          <PlanAgain onPlan={props.onPlan} />
        </Stack>
      </section>
    )

  return (
    <section className={classes.adjust} aria-label={text.title(props.name)}>
      <Stack gap="xs">
        <Checkbox
          label={text.fixDay(format.dayShort(fields.fixedDay ?? day))}
          checked={!!fields.fixedDay}
          onChange={event => write({ fixedDay: event.currentTarget.checked ? day : null })}
        />
        <Checkbox
          label={form.locked}
          checked={fields.locked ?? false}
          onChange={event => write({ locked: event.currentTarget.checked })}
        />
        <SegmentedControl
          aria-label={form.priority}
          size="xs"
          data={[
            { value: 'must', label: text.must },
            { value: '3', label: form.priorities[3] },
            { value: '2', label: form.priorities[2] },
            { value: '1', label: form.priorities[1] }
          ]}
          value={weight}
          onChange={value =>
            write(value === 'must' ? { optional: false } : { optional: true, priority: Number(value) })
          }
        />
        <Group gap="xs" align="flex-end" wrap="wrap">
          <SettledNumber
            label={form.stay}
            min={0}
            max={60}
            step={0.25}
            style={{ flex: '1 1 7rem' }}
            value={fields.stayDays ?? 0}
            onSettled={stayDays => write({ stayDays })}
          />
          <DayField
            label={form.wantedBy}
            clearable
            placeholder={words.none}
            style={{ flex: '2 1 10rem' }}
            value={fields.wantedBy ?? null}
            onChange={wantedBy => write({ wantedBy })}
          />
        </Group>
        {!fields.fixedDay && (
          <DayWindows windows={open ?? fields.windows ?? []} tried={false} onWindows={setWindows} />
        )}
        {doneHere}
        <FailureNote error={put.error} />
        <PlanAgain onPlan={props.onPlan} />
      </Stack>
    </section>
  )
}
