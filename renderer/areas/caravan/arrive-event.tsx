import { Text, UnstyledButton } from '@mantine/core'
import { dayAt, dayMin } from '#shared/caravan/day.ts'
import type { ItineraryEvent } from '#shared/caravan/itinerary.ts'
import { useFormat, useText } from '../../text/language.tsx'
import classes from './caravan-area.module.css'
import { LoadLines } from './load-lines.tsx'
import { MoveButtons } from './move-buttons.tsx'
import type { OrderHandles } from './use-order.ts'

/** Arriving: where, until when, what is unloaded and loaded; and moving this stop in the order. */
export const ArriveEvent = (props: {
  event: Extract<ItineraryEvent, { what: 'arrive' }>
  firstDay: string
  /** of the stops, from 1; null where the journey ends */
  number: number | null
  nameOf: (id: string) => string
  handles: OrderHandles | null
  onEarlier: (() => void) | null
  onLater: (() => void) | null
  onOpen: () => void
}) => {
  const { caravan } = useText()
  const format = useFormat()
  const text = caravan.route
  const { event } = props
  const name = props.nameOf(event.commune)
  const dayOf = (min: number) => Math.floor(min / dayMin)
  const sameDay = (min: number) => dayOf(min) === dayOf(event.atMin)
  const weekday = (min: number) => format.weekday(dayAt(props.firstDay, dayOf(min)))
  const begins = () => {
    const { beginsMin } = event
    if (beginsMin === null) return null
    return sameDay(beginsMin)
      ? text.begins(format.clock(beginsMin))
      : text.begins(`${weekday(beginsMin)}, ${format.clock(beginsMin)}`)
  }
  const until = () => {
    const { untilMin } = event
    if (event.stop === null) return text.ends
    if (untilMin === null) return null
    return sameDay(untilMin)
      ? text.untilSameDay(format.clock(untilMin))
      : text.untilDay(weekday(untilMin), format.clock(untilMin))
  }
  return (
    <div className={classes.arrive} {...props.handles} data-stop={event.stop ?? undefined}>
      <span className="tabular">{format.clock(event.atMin)}</span>
      <div>
        <UnstyledButton onClick={props.onOpen} className={classes.stopName}>
          {props.number !== null && <span className={classes.number}>{props.number}</span>}
          <span>{text.arrive(name)}</span>
        </UnstyledButton>
        {[event.onlyLoads ? text.onlyLoads : null, event.onlyLoads ? null : begins(), until()].map(
          line =>
            line && (
              <Text key={line} size="xs" c="dimmed">
                {line}
              </Text>
            )
        )}
        <LoadLines loads={event.loads} />
        {event.onBoardKg > 0 && (
          <Text size="xs" c="dimmed">
            {text.onBoard(format.mass(event.onBoardKg))}
          </Text>
        )}
      </div>
      {props.handles && <MoveButtons name={name} onEarlier={props.onEarlier} onLater={props.onLater} />}
    </div>
  )
}
