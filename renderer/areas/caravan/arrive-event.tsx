import { ActionIcon, Badge, Group, Text, UnstyledButton } from '@mantine/core'
import { IconAdjustmentsHorizontal } from '@tabler/icons-react'
import { useState } from 'react'
import { dayAt, dayMin } from '#shared/caravan/day.ts'
import type { ItineraryEvent } from '#shared/caravan/itinerary.ts'
import type { Row } from '#shared/contract.ts'
import { useFormat, useText } from '../../text/language.tsx'
import { arrivalLines } from './arrival-lines.ts'
import classes from './caravan-area.module.css'
import { LoadLines } from './load-lines.tsx'
import { MoveButtons } from './move-buttons.tsx'
import { RoomAdjust } from './room-adjust.tsx'
import { StopAdjust } from './stop-adjust.tsx'
import type { OrderHandles } from './use-order.ts'
import type { UnderWayActs } from './use-under-way.ts'

/**
 * Arriving: where, until when, what is unloaded and loaded; moving this stop in the order; and what it asks
 * of the route and the room on board, changed in place.
 */
export const ArriveEvent = (props: {
  event: Extract<ItineraryEvent, { what: 'arrive' }>
  firstDay: string
  /** of the stops, from 1; null where the journey ends */
  number: number | null
  nameOf: (id: string) => string
  /** the stop itself; null where there is none or it may not be changed */
  stop: Row<'stop'> | null
  underWay: UnderWayActs | null
  /** why it is visited though it need not be, in words */
  turn: string | null
  /** those whose room may be changed here */
  vehicles: readonly Row<'vehicle'>[]
  roomKg: number
  /** makes the route anew; null while it still fits */
  onPlan: (() => void) | null
  handles: OrderHandles | null
  onEarlier: (() => void) | null
  onLater: (() => void) | null
  onOpen: () => void
}) => {
  const { caravan } = useText()
  const format = useFormat()
  const text = caravan.route
  const [open, setOpen] = useState<'stop' | 'room' | null>(null)
  const toggle = (what: 'stop' | 'room') => setOpen(open === what ? null : what)
  const { event, stop } = props
  const name = props.nameOf(event.commune)
  const load =
    props.roomKg > 0
      ? text.onBoardOf(format.mass(event.onBoardKg), format.mass(props.roomKg))
      : text.onBoard(format.mass(event.onBoardKg))
  return (
    // while something in it is open, its fields are dragged over and not the stop
    <div
      className={classes.arrive}
      {...props.handles}
      {...(open ? { draggable: undefined } : {})}
      data-stop={event.stop ?? undefined}
      data-done={stop?.fields.doneOn ? true : undefined}
    >
      <span className="tabular">{format.clock(event.atMin)}</span>
      <div>
        <UnstyledButton onClick={props.onOpen} className={classes.stopName}>
          {props.number !== null && <span className={classes.number}>{props.number}</span>}
          <span>{text.arrive(name)}</span>
        </UnstyledButton>
        {stop?.fields.doneOn && (
          <Badge variant="light" color="gray" size="sm">
            {caravan.underWay.done}
          </Badge>
        )}
        {stop && !stop.fields.doneOn && (stop.fields.fixedDay || stop.fields.locked) && (
          <Group gap={4}>
            {stop.fields.fixedDay && (
              <Badge variant="outline" size="sm">
                {caravan.adjust.dayFixed}
              </Badge>
            )}
            {stop.fields.locked && (
              <Badge variant="outline" size="sm">
                {caravan.adjust.placeKept}
              </Badge>
            )}
          </Group>
        )}
        {arrivalLines(event, props.firstDay, text, format).map(line => (
          <Text key={line} size="xs" c="dimmed">
            {line}
          </Text>
        ))}
        {props.turn && (
          <Text size="xs" c="dimmed">
            {caravan.turn.chosen(props.turn)}
          </Text>
        )}
        <LoadLines loads={event.loads} />
        {event.onBoardKg > 0 &&
          (props.vehicles.length > 0 ? (
            <UnstyledButton
              className={classes.onBoard}
              aria-expanded={open === 'room'}
              aria-label={`${load}. ${caravan.adjust.room}`}
              onClick={() => toggle('room')}
            >
              {load}
            </UnstyledButton>
          ) : (
            <Text size="xs" c="dimmed">
              {load}
            </Text>
          ))}
      </div>
      <Group gap={0} wrap="nowrap">
        {stop && (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={caravan.adjust.open(name)}
            aria-expanded={open === 'stop'}
            onClick={() => toggle('stop')}
          >
            <IconAdjustmentsHorizontal size={18} aria-hidden />
          </ActionIcon>
        )}
        {props.handles && <MoveButtons name={name} onEarlier={props.onEarlier} onLater={props.onLater} />}
      </Group>
      {open === 'stop' && stop && (
        <StopAdjust
          row={stop}
          name={name}
          day={dayAt(props.firstDay, Math.floor((event.beginsMin ?? event.atMin) / dayMin))}
          leaves={dayAt(props.firstDay, Math.floor((event.untilMin ?? event.atMin) / dayMin))}
          underWay={props.underWay}
          onPlan={props.onPlan}
        />
      )}
      {open === 'room' && <RoomAdjust vehicles={props.vehicles} onPlan={props.onPlan} />}
    </div>
  )
}
