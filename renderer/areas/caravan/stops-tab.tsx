import { Badge, Button, Group, Stack, Text, UnstyledButton } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { stopOrderOf } from '#shared/caravan/plan-of.ts'
import type { Row } from '#shared/contract.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { useFormat, useText } from '../../text/language.tsx'
import classes from './caravan-area.module.css'
import type { ShownPlan } from './use-planning.ts'

/** The communes to visit: in the order of the route, then those that are not on it. */
export const StopsTab = (props: {
  stops: readonly Row<'stop'>[]
  shown: ShownPlan | null
  may: boolean
  nameOf: (id: string | null | undefined) => string
  onAdd: () => void
  onOpen: (id: string) => void
}) => {
  const { caravan } = useText()
  const format = useFormat()
  const text = caravan.stopsTab
  const active = props.stops.filter(stop => !stop.fields.dropped)
  const order = props.shown ? stopOrderOf(props.shown.plan) : []
  const rank = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length)
  const add = props.may && (
    <Button variant="default" leftSection={<IconPlus size={18} aria-hidden />} onClick={props.onAdd}>
      {text.add}
    </Button>
  )
  if (active.length === 0) return <EmptyState title={text.none} hint={text.noneHint} action={add} />
  return (
    <Stack gap="sm">
      <ul className={classes.list}>
        {active
          .toSorted((a, b) => rank(a.id) - rank(b.id) || a.claimedAt - b.claimedAt)
          .map(({ id, fields, contested }) => {
            const name = props.nameOf(fields.commune)
            const days = fields.windows ?? []
            return (
              <li key={id}>
                <UnstyledButton
                  className={classes.listItem}
                  aria-label={text.edit(name)}
                  disabled={!props.may}
                  onClick={() => props.onOpen(id)}
                >
                  <Group gap={6} wrap="wrap">
                    {order.includes(id) && <span className={classes.number}>{order.indexOf(id) + 1}</span>}
                    <Text fw={600}>{name}</Text>
                    {fields.optional && <Badge variant="outline">{text.optional}</Badge>}
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
                  {fields.note && <Text size="sm">{fields.note}</Text>}
                </UnstyledButton>
              </li>
            )
          })}
      </ul>
      {add && <Group>{add}</Group>}
    </Stack>
  )
}
