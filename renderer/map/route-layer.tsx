import styles from './caravan-map.module.css'
import type { MapLeg, MapRoute } from './map-props.ts'

/** The routes' lines; `moveOverlay` gives them their points. Read aloud it is the communes' numbers instead. */
export function RouteLayer(props: {
  readonly route: MapRoute | undefined
  readonly second: MapRoute | undefined
  readonly clickable: boolean
}) {
  const { route, second, clickable } = props
  const firstLegs = route?.legs.length ?? 0
  return (
    <svg className={styles.route} aria-hidden="true" data-standing={route?.standing}>
      {route?.legs.map((leg, i) => (
        // a leg is its place in the order
        <Leg key={i} leg={leg} place={i} clickable={clickable} />
      ))}
      {second?.legs.map((leg, i) => (
        <Leg key={`second ${i}`} leg={leg} place={firstLegs + i} second />
      ))}
    </svg>
  )
}

function Leg(props: {
  readonly leg: MapLeg
  readonly place: number
  readonly second?: boolean
  readonly clickable?: boolean
}) {
  const { leg, second = false } = props
  return (
    <g data-leg={props.place} data-blocked={leg.blocked === true && !second} data-second={second}>
      {!second && <path data-line="" className={styles.casing} />}
      <path data-line="" className={styles.line} />
      {props.clickable && leg.between && <path data-line="" className={styles.reach} />}
      {second ? null : leg.blocked ? (
        <g data-sign="">
          <circle r="9" className={styles.blockGround} />
          <path d="M-4-4L4 4M-4 4L4-4" className={styles.blockSign} />
        </g>
      ) : (
        <path data-sign="" d="M-4-5L5 0L-4 5L-2 0Z" className={styles.arrow} />
      )}
    </g>
  )
}

/** A piece of a route's line, for the legend. */
export function LegendLine(props: {
  readonly standing?: MapRoute['standing'] | undefined
  readonly second?: boolean
}) {
  return (
    <svg className={styles.legendLine} aria-hidden="true" data-standing={props.standing} viewBox="0 0 34 8">
      <g data-second={props.second === true}>
        <path d="M2 4H32" className={styles.line} />
      </g>
    </svg>
  )
}
