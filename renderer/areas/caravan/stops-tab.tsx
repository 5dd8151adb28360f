import { Badge, Button, Group, Stack, Text, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { stopOrderOf } from '#shared/caravan/stop-order.ts'
import type { Row } from '#shared/contract.ts'
import { EmptyState } from '../../components/empty-state.tsx'
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
  const rank = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length)
  const add = props.may && (
    <Button variant="default" leftSection={<IconPlus size={18} aria-hidden />} onClick={props.onAdd}>
      {text.add}
    </Button>
  )
  if (active.length === 0) return <EmptyState title={text.none} hint={text.noneHint} action={add} />
  return (
    <Stack gap="sm">
      <VisuallyHidden aria-live="polite">{said}</VisuallyHidden>
      <ul className={classes.list}>
        {active
          .toSorted((a, b) => rank(a.id) - rank(b.id) || a.claimedAt - b.claimedAt)
          .map(({ id, fields, contested }) => {
            const name = props.nameOf(fields.commune)
            const days = fields.windows ?? []
            const at = order.indexOf(id)
            const movable = at >= 0 && props.onOrder !== null
            return (
              <li key={id} className={classes.movable} {...(movable ? handles(at) : {})}>
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
                    {fields.fixedDay && (
                      <Badge variant="outline">
                        {caravan.adjust.fixDay(format.dayShort(fields.fixedDay))}
                      </Badge>
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
                  {props.turnOf(id) && (
                    <Text size="sm" c="dimmed" className={classes.turn}>
                      {props.turnOf(id)}
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
              </li>
            )
          })}
      </ul>
      {add && <Group>{add}</Group>}
    </Stack>
  )
}
