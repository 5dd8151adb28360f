import { Table, VisuallyHidden } from '@mantine/core'
import { type ItineraryDay, itineraryOf } from '#shared/caravan/itinerary.ts'
import type { PlanFields } from '#shared/caravan/plan-of.ts'
import { useFormat, useText } from '../../text/language.tsx'
import classes from './caravan-area.module.css'

/** Two routes beside each other, day by day; where they differ is marked. */
export const BesideTable = (props: {
  first: { name: string; plan: PlanFields }
  second: { name: string; plan: PlanFields }
  nameOf: (id: string | null | undefined) => string
}) => {
  const { caravan, whatIf } = useText()
  const format = useFormat()
  const text = caravan.route
  const { nameOf } = props

  const lines = (day: ItineraryDay | undefined): string[] => {
    if (!day) return [whatIf.noDay]
    const here = day.events.flatMap(event => {
      if (event.what === 'arrive') return [`${format.clock(event.atMin)} ${nameOf(event.commune)}`]
      if (event.what === 'stay')
        return 'at' in event.where
          ? [text.staysAt(nameOf(event.where.at))]
          : [text.onWay(nameOf(event.where.from), nameOf(event.where.to))]
      return []
    })
    const leaves = day.events.flatMap(event => (event.what === 'leave' ? [text.leave(nameOf(event.to))] : []))
    return [...(here.length > 0 ? here : leaves), ...(day.rest ? [text.rest] : [])]
  }
  const byDay = (plan: PlanFields) => new Map(itineraryOf(plan).map(day => [day.day, day]))
  const [first, second] = [byDay(props.first.plan), byDay(props.second.plan)]
  const days = [...new Set([...first.keys(), ...second.keys()])].sort()

  return (
    <Table className={classes.beside} withRowBorders aria-label={whatIf.beside} verticalSpacing={4}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{whatIf.day}</Table.Th>
          <Table.Th scope="col">{props.first.name}</Table.Th>
          <Table.Th scope="col">{props.second.name}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {days.map(day => {
          const [a, b] = [lines(first.get(day)), lines(second.get(day))]
          const differs = a.join('\n') !== b.join('\n')
          return (
            <Table.Tr key={day} data-differs={differs || undefined}>
              <Table.Th scope="row">
                {format.weekday(day)}
                {differs && <VisuallyHidden>, {whatIf.differs}</VisuallyHidden>}
              </Table.Th>
              <Cell lines={a} />
              <Cell lines={b} />
            </Table.Tr>
          )
        })}
      </Table.Tbody>
    </Table>
  )
}

const Cell = ({ lines }: { lines: readonly string[] }) => (
  <Table.Td>
    {lines.map(line => (
      <div key={line}>{line}</div>
    ))}
  </Table.Td>
)
