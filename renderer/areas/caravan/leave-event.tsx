import { ActionIcon, Badge, Text, Tooltip } from '@mantine/core'
import { IconRoad } from '@tabler/icons-react'
import type { ItineraryEvent } from '#shared/caravan/itinerary.ts'
import { type Roads, roadState } from '#shared/caravan/roads.ts'
import { useFormat, useText } from '../../text/language.tsx'
import classes from './caravan-area.module.css'

/** Setting out on a leg: whither, how far, and what is known of the road. */
export const LeaveEvent = (props: {
  event: Extract<ItineraryEvent, { what: 'leave' }>
  roads: Roads
  nameOf: (id: string) => string
  onRoad: ((a: string, b: string) => void) | null
}) => {
  const { caravan } = useText()
  const format = useFormat()
  const text = caravan.route
  const { event, nameOf, onRoad } = props
  const state = roadState(props.roads, event.from, event.to)
  const label = text.reportRoad(nameOf(event.from), nameOf(event.to))
  return (
    <div className={classes.event}>
      <span className="tabular">{format.clock(event.atMin)}</span>
      <div>
        <Text size="sm">{text.leave(nameOf(event.to))}</Text>
        <Text size="xs" c="dimmed">
          {text.drive(format.distance(event.driveM), format.duration(event.driveMin))}
        </Text>
        {state !== 'passable' && (
          <Badge color={state === 'blocked' ? 'red' : 'rust'} variant="outline">
            {state === 'blocked' ? text.roadBlocked : text.roadSlow}
          </Badge>
        )}
      </div>
      {onRoad && (
        <Tooltip label={label}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={label}
            onClick={() => onRoad(event.from, event.to)}
          >
            <IconRoad size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
    </div>
  )
}
