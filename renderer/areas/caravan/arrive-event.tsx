import { ActionIcon, Group, Text, UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconGripVertical } from '@tabler/icons-react'
import { dayAt, dayMin } from '#shared/caravan/day.ts'
import type { ItineraryEvent } from '#shared/caravan/itinerary.ts'
import { useFormat, useText } from '../../text/language.tsx'
import classes from './caravan-area.module.css'
import { LoadLines } from './load-lines.tsx'
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
  const until = () => {
    if (event.stop === null) return text.ends
    if (event.untilMin === null) return null
    const time = format.clock(event.untilMin)
    return dayOf(event.untilMin) === dayOf(event.atMin)
      ? text.untilSameDay(time)
      : text.untilDay(format.weekday(dayAt(props.firstDay, dayOf(event.untilMin))), time)
  }
  const begins =
    event.beginsMin === null
      ? null
      : dayOf(event.beginsMin) === dayOf(event.atMin)
        ? text.begins(format.clock(event.beginsMin))
        : text.begins(
            `${format.weekday(dayAt(props.firstDay, dayOf(event.beginsMin)))}, ${format.clock(event.beginsMin)}`
          )
  return (
    <div className={classes.arrive} {...props.handles} data-stop={event.stop ?? undefined}>
      <span className="tabular">{format.clock(event.atMin)}</span>
      <div>
        <UnstyledButton onClick={props.onOpen} className={classes.stopName}>
          {props.number !== null && <span className={classes.number}>{props.number}</span>}
          <span>{text.arrive(name)}</span>
        </UnstyledButton>
        {[begins, until()].map(
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
      {props.handles && (
        <Group gap={0} wrap="nowrap" className="no-print">
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={text.earlier(name)}
            disabled={!props.onEarlier}
            onClick={() => props.onEarlier?.()}
          >
            <IconArrowUp size={18} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={text.later(name)}
            disabled={!props.onLater}
            onClick={() => props.onLater?.()}
          >
            <IconArrowDown size={18} aria-hidden />
          </ActionIcon>
          <span className={classes.grip} title={text.drag} aria-hidden>
            <IconGripVertical size={18} />
          </span>
        </Group>
      )}
    </div>
  )
}
