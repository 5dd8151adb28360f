import { Badge, Group, Stack, Text, VisuallyHidden } from '@mantine/core'
import { useState } from 'react'
import { type ItineraryDay, type ItineraryEvent, itineraryOf } from '#shared/caravan/itinerary.ts'
import type { Roads } from '#shared/caravan/roads.ts'
import { stopOrderOf } from '#shared/caravan/stop-order.ts'
import { callsDone } from '#shared/caravan/under-way.ts'
import type { Change } from '#shared/caravan/what-if.ts'
import type { Row } from '#shared/contract.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { LongList } from '../../components/long-list.tsx'
import { useFormat, useText } from '../../text/language.tsx'
import { ArriveEvent } from './arrive-event.tsx'
import classes from './caravan-area.module.css'
import type { ShownPlan } from './draft-plan.ts'
import type { Explainer } from './explain.ts'
import { LateArrivals } from './late.tsx'
import { LeaveEvent } from './leave-event.tsx'
import { LoadLines } from './load-lines.tsx'
import { RoomToSpare } from './room-to-spare.tsx'
import { Unserved } from './unserved.tsx'
import { moved, useOrder } from './use-order.ts'
import type { UnderWayActs } from './use-under-way.ts'
import { Violations } from './violations.tsx'

/** The itinerary by day; its stops can be dragged, or moved with buttons, into another order. */
export const RouteView = (props: {
  shown: ShownPlan | null
  explainer: Explainer
  roads: Roads
  nameOf: (id: string) => string
  stops: readonly Row<'stop'>[]
  vehicles: readonly Row<'vehicle'>[]
  /** whether stops and vehicles may be changed in place */
  may: boolean
  /** makes it anew, where something it hangs on was changed since; null while it still fits */
  onPlan: (() => void) | null
  underWay: UnderWayActs | null
  /** null where it may not be changed now */
  onOrder: ((order: string[]) => void) | null
  onCommune: (id: string) => void
  onRoad: ((a: string, b: string) => void) | null
  onTry: ((changes: Change[]) => void) | null
}) => {
  const { caravan } = useText()
  const format = useFormat()
  const text = caravan.route
  const { shown, nameOf } = props
  const order = shown ? stopOrderOf(shown.plan) : []
  const [said, setSaid] = useState('')
  const handles = useOrder(order, next => props.onOrder?.(next))
  if (!shown || shown.plan.visits.length < 2)
    return (
      <Stack gap="sm">
        <EmptyState title={text.none} hint={text.noneHint} />
        {shown && <Unserved {...props} shown={shown} order={order} />}
      </Stack>
    )
  const { plan } = shown
  const days = itineraryOf(plan)
  const stopById = new Map(props.may ? props.stops.map(stop => [stop.id as string, stop]) : [])
  const doneCalls = callsDone(plan, props.stops)
  const optional = new Set(props.stops.flatMap(({ id, fields }) => (fields.optional ? [id as string] : [])))
  const { vehicles } = props
  const roomKg = vehicles.reduce((sum, { fields }) => sum + (fields.capacityKg ?? 0), 0)

  const move = (from: number, to: number) => {
    const stop = order[from]
    props.onOrder?.(moved(order, from, to))
    setSaid(text.moved(props.explainer.stop(stop), to + 1))
  }
  const event = (one: ItineraryEvent) => {
    switch (one.what) {
      case 'begin':
        return (
          <div className={classes.event}>
            <span className="tabular">{format.clock(one.atMin)}</span>
            <div>
              <Text size="sm">{text.takesAlong(nameOf(one.commune))}</Text>
              <LoadLines loads={one.loads} />
            </div>
          </div>
        )
      case 'leave':
        return <LeaveEvent event={one} roads={props.roads} nameOf={nameOf} onRoad={props.onRoad} />
      case 'arrive': {
        const { call } = one
        const movable = one.stop !== null && props.onOrder !== null && call >= doneCalls
        return (
          <ArriveEvent
            event={one}
            firstDay={plan.firstDay}
            number={one.stop === null ? null : call + 1}
            nameOf={nameOf}
            stop={(!one.onlyLoads && one.stop && stopById.get(one.stop)) || null}
            underWay={props.may ? props.underWay : null}
            turn={one.stop && optional.has(one.stop) ? props.explainer.turn(one.stop) : null}
            vehicles={props.may ? vehicles : []}
            roomKg={roomKg}
            onPlan={props.onPlan}
            handles={movable ? handles(call) : null}
            onEarlier={movable && call > doneCalls ? () => move(call, call - 1) : null}
            onLater={movable && call < order.length - 1 ? () => move(call, call + 1) : null}
            onOpen={() => props.onCommune(one.commune)}
          />
        )
      }
      case 'stay':
        return (
          <Text size="sm">
            {'at' in one.where
              ? text.staysAt(nameOf(one.where.at))
              : text.onWay(nameOf(one.where.from), nameOf(one.where.to))}
          </Text>
        )
    }
  }
  const night = (day: ItineraryDay) =>
    day.night && (
      <Text size="xs" c="dimmed">
        {'at' in day.night
          ? text.nightAt(nameOf(day.night.at))
          : text.nightOnWay(nameOf(day.night.from), nameOf(day.night.to))}
      </Text>
    )

  return (
    <Stack gap="sm">
      <Group gap="xs" wrap="wrap">
        <Badge variant={shown.standing === 'adopted' ? 'filled' : 'outline'} data-standing={shown.standing}>
          {text.standing[shown.standing]}
        </Badge>
        {props.onPlan && (
          <Badge variant="outline" color="red">
            {caravan.madeBefore}
          </Badge>
        )}
        <Text size="sm" fw={600}>
          {text.summary(
            new Set(order).size,
            format.distance(plan.distanceM),
            format.duration(plan.drivingMin)
          )}
        </Text>
      </Group>
      {doneCalls > 0 && (
        <Text size="sm">
          {caravan.underWay.line(new Set(order.slice(0, doneCalls)).size, new Set(order).size)}
        </Text>
      )}
      <Violations violations={shown.violations} explainer={props.explainer} />
      <VisuallyHidden aria-live="polite">{said}</VisuallyHidden>
      <LongList
        as="ol"
        className={classes.days}
        count={days.length}
        estimatePx={220}
        itemKey={i => String(days[i]?.number)}
        itemProps={() => ({ className: classes.day })}
      >
        {i => {
          const day = days[i]
          return (
            day && (
              <>
                <Group gap="xs" justify="space-between" wrap="nowrap">
                  <h3 className={classes.dayTitle}>{text.day(day.number, format.weekday(day.day))}</h3>
                  {day.rest && (
                    <Badge variant="light" style={{ flex: 'none' }}>
                      {text.rest}
                    </Badge>
                  )}
                </Group>
                <Stack gap={6}>
                  {day.events.map((one, at) => (
                    // a day's other events have no name but their order
                    <div key={one.what === 'arrive' ? `${one.stop} ${one.onlyLoads}` : at}>{event(one)}</div>
                  ))}
                  {night(day)}
                </Stack>
              </>
            )
          )
        }}
      </LongList>
      <LateArrivals shown={shown} explainer={props.explainer} onTry={props.onTry} />
      <Unserved {...props} shown={shown} order={order} />
      <RoomToSpare shown={shown} />
    </Stack>
  )
}
