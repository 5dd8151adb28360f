import { Text, UnstyledButton } from '@mantine/core'
import type { ItineraryEvent } from '#shared/caravan/itinerary.ts'
import { useFormat, useText } from '../../text/language.tsx'
import { arrivalLines } from './arrival-lines.ts'
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
  return (
    <div className={classes.arrive} {...props.handles} data-stop={event.stop ?? undefined}>
      <span className="tabular">{format.clock(event.atMin)}</span>
      <div>
        <UnstyledButton onClick={props.onOpen} className={classes.stopName}>
          {props.number !== null && <span className={classes.number}>{props.number}</span>}
          <span>{text.arrive(name)}</span>
        </UnstyledButton>
        {arrivalLines(event, props.firstDay, text, format).map(line => (
          <Text key={line} size="xs" c="dimmed">
            {line}
          </Text>
        ))}
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
