import { Badge, Button, Group, Stack, Text, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { stopOrderOf } from '#shared/caravan/stop-order.ts'
import type { Row } from '#shared/contract.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { LongList } from '../../components/long-list.tsx'
import { useFormat, useText } from '../../text/language.tsx'
import classes from './caravan-area.module.css'
import type { ShownPlan } from './draft-plan.ts'
import { MoveButtons } from './move-buttons.tsx'
import { moved, useOrder } from './use-order.ts'

/** The communes to visit: in the order of the route, which can be changed here, then those not on it. */
export const StopsTab = (props: {
  stops: readonly Row<'stop'>[]
  shown: ShownPlan | null
  may: boolean
  nameOf: (id: string | null | undefined) => string
  /** what earlier journeys did for a stop's commune, in words */
  turnOf: (stop: string) => string | null
  /** null where the order may not be changed now */
  onOrder: ((order: string[]) => void) | null
  onAdd: () => void
  onOpen: (id: string) => void
}) => {
  const { caravan } = useText()
  const format = useFormat()
  const text = caravan.stopsTab
  const active = props.stops.filter(stop => !stop.fields.dropped)
  const order = props.shown ? stopOrderOf(props.shown.plan) : []
  const [said, setSaid] = useState('')
  const handles = useOrder(order, next => props.onOrder?.(next))
  const move = (name: string, from: number, to: number) => {
    props.onOrder?.(moved(order, from, to))
    setSaid(caravan.route.moved(name, to + 1))
  }
  const places = new Map(order.toReversed().map((stop, i) => [stop, order.length - 1 - i]))
  const rank = (id: string) => places.get(id) ?? order.length
  const add = props.may && (
    <Button variant="default" leftSection={<IconPlus size={18} aria-hidden />} onClick={props.onAdd}>
      {text.add}
    </Button>
  )
  const listed = active.toSorted((a, b) => rank(a.id) - rank(b.id) || a.claimedAt - b.claimedAt)
  if (active.length === 0) return <EmptyState title={text.none} hint={text.noneHint} action={add} />
  return (
    <Stack gap="sm">
      <VisuallyHidden aria-live="polite">{said}</VisuallyHidden>
      <LongList
        as="ul"
        className={classes.list}
        count={listed.length}
        estimatePx={80}
        itemKey={i => listed[i]?.id ?? ''}
        itemProps={i => {
          const at = order.indexOf(listed[i]?.id ?? '')
          return {
            className: classes.movable,
            ...(at >= 0 && props.onOrder && !listed[i]?.fields.doneOn ? handles(at) : {})
          }
        }}
      >
        {i => {
          const row = listed[i]
          if (!row) return null
          const { id, fields, contested } = row
          const name = props.nameOf(fields.commune)
          const days = fields.windows ?? []
          const at = order.indexOf(id)
          const movable = at >= 0 && props.onOrder !== null && !fields.doneOn
          const turn = props.turnOf(id)
          return (
            <>
              <UnstyledButton
                className={classes.listItem}
                aria-label={text.edit(name)}
                disabled={!props.may}
                onClick={() => props.onOpen(id)}
              >
                <Group gap={6} wrap="wrap">
                  {at >= 0 && <span className={classes.number}>{at + 1}</span>}
                  <Text fw={600}>{name}</Text>
                  {fields.optional && <Badge variant="outline">{text.optional}</Badge>}
                  {fields.doneOn && (
                    <Badge variant="light" color="gray">
                      {caravan.underWay.done}
                    </Badge>
                  )}
                  {fields.fixedDay && (
                    <Badge variant="outline">{caravan.adjust.fixDay(format.dayShort(fields.fixedDay))}</Badge>
                  )}
                  {fields.locked && <Badge variant="outline">{text.locked}</Badge>}
                  {Object.keys(contested).length > 0 && <Badge color="red">!</Badge>}
                </Group>
                <Text size="sm" c="dimmed">
                  {days.length === 0
                    ? text.anyDay
                    : format.list(days.map(({ from, to }) => format.dayRange(from, to)))}
                  {', '}
                  {text.stay((fields.stayDays ?? 0) < 0.5 ? text.hours : format.days(fields.stayDays ?? 0))}
                </Text>
                {turn && (
                  <Text size="sm" c="dimmed" className={classes.turn}>
                    {turn}
                  </Text>
                )}
                {fields.note && <Text size="sm">{fields.note}</Text>}
              </UnstyledButton>
              {movable && (
                <MoveButtons
                  name={name}
                  onEarlier={at > 0 ? () => move(name, at, at - 1) : null}
                  onLater={at < order.length - 1 ? () => move(name, at, at + 1) : null}
                />
              )}
            </>
          )
        }}
      </LongList>
      {add && <Group>{add}</Group>}
    </Stack>
  )
}
