import { type ItineraryDay, type ItineraryEvent, itineraryOf } from '#shared/caravan/itinerary.ts'
import { legsOf } from '#shared/caravan/plan-check.ts'
import type { PlanLoad } from '#shared/caravan/plan-of.ts'
import { type Roads, roadState } from '#shared/caravan/roads.ts'
import { stopOrderOf } from '#shared/caravan/stop-order.ts'
import type { Row } from '#shared/contract.ts'
import { useFormat, useText } from '../../text/language.tsx'
import { arrivalLines } from './arrival-lines.ts'
import classes from './caravan-area.module.css'
import type { ShownPlan } from './draft-plan.ts'
import type { Explainer } from './explain.ts'
import { unservedEntries } from './unserved.tsx'

/** The route on paper: days, times, loads with a box to tick, roads to mind. Black on white alone. */
export const RouteSheet = (props: {
  caravan: Row<'caravan'>
  vehicles: readonly Row<'vehicle'>[]
  shown: ShownPlan
  roads: Roads
  explainer: Explainer
  nameOf: (id: string | null | undefined) => string
}) => {
  const { caravan, words } = useText()
  const format = useFormat()
  const { shown, nameOf } = props
  const { plan } = shown
  const text = caravan.route
  const sheet = caravan.sheet
  const { fields } = props.caravan
  const bad = legsOf(plan).filter(({ from, to }) => roadState(props.roads, from, to) !== 'passable')
  const left = unservedEntries(shown, props.explainer, caravan.unserved)

  const said = (event: ItineraryEvent): string => {
    switch (event.what) {
      case 'begin':
        return text.takesAlong(nameOf(event.commune))
      case 'leave':
        return `${text.leave(nameOf(event.to))}, ${text.drive(format.distance(event.driveM), format.duration(event.driveMin))}`
      case 'arrive':
        return [text.arrive(nameOf(event.commune)), ...arrivalLines(event, plan.firstDay, text, format)].join(
          '. '
        )
      case 'stay':
        return 'at' in event.where
          ? text.staysAt(nameOf(event.where.at))
          : text.onWay(nameOf(event.where.from), nameOf(event.where.to))
    }
  }
  const loadsOf = (event: ItineraryEvent): readonly PlanLoad[] =>
    event.what === 'begin' || event.what === 'arrive' ? event.loads : []
  const day = (one: ItineraryDay) => (
    <tbody key={one.number}>
      <tr>
        <th colSpan={3} scope="rowgroup">
          {text.day(one.number, format.weekday(one.day))}
          {one.rest && `, ${text.rest}`}
        </th>
      </tr>
      {one.events.map((event, i) => (
        // a day's events have no name but their order
        <tr key={i}>
          <td>{event.what === 'stay' ? '' : format.clock(event.atMin)}</td>
          <td>{said(event)}</td>
          <td>
            <ul>
              {loadsOf(event).map(load => (
                <li key={`${load.match} ${load.what}`}>
                  <span className={classes.box} />
                  {text[load.what](format.mass(load.massKg), load.good)}
                </li>
              ))}
            </ul>
          </td>
        </tr>
      ))}
    </tbody>
  )

  return (
    <article className={classes.sheet}>
      <h1>
        {sheet.title}: {fields.name}
      </h1>
      <p>
        {caravan.journeyLine(
          format.dayRange(fields.from ?? '', fields.until ?? ''),
          nameOf(fields.start),
          fields.end ? nameOf(fields.end) : null
        )}
        .{' '}
        {text.summary(
          new Set(stopOrderOf(plan)).size,
          format.distance(plan.distanceM),
          format.duration(plan.drivingMin)
        )}
        . {shown.standing === 'adopted' ? sheet.adopted : sheet.draft}.
      </p>
      {props.vehicles.length > 0 && (
        <p>
          {sheet.vehicles}:{' '}
          {format.list(
            props.vehicles.map(
              ({ fields: vehicle }) =>
                `${vehicle.name ?? words.unnamed} (${format.mass(vehicle.capacityKg ?? 0)})`
            )
          )}
        </p>
      )}
      <table>
        <thead>
          <tr>
            <th style={{ width: '12%' }}>{sheet.time}</th>
            <th>{sheet.what}</th>
            <th style={{ width: '38%' }}>{sheet.loads}</th>
          </tr>
        </thead>
        {itineraryOf(plan).map(day)}
      </table>
      {bad.length > 0 && (
        <section>
          <h2>{sheet.roads}</h2>
          <ul>
            {bad.map(({ from, to }) => (
              <li key={`${from} ${to}`}>
                {caravan.roadsTab.leg(nameOf(from), nameOf(to))}:{' '}
                {words.road[roadState(props.roads, from, to)]}
              </li>
            ))}
          </ul>
        </section>
      )}
      {left.length > 0 && (
        <section>
          <h2>{caravan.unserved.title}</h2>
          <ul>
            {left.map(({ id, line }) => (
              <li key={id}>{line}</li>
            ))}
          </ul>
        </section>
      )}
    </article>
  )
}
