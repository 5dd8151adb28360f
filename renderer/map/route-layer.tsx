import styles from './caravan-map.module.css'
import type { MapRoute } from './map-props.ts'

/** The route's lines; `moveOverlay` gives them their points. Read aloud it is the communes' numbers instead. */
export function RouteLayer({ route }: { readonly route: MapRoute | undefined }) {
  return (
    <svg className={styles.route} aria-hidden="true" data-standing={route?.standing}>
      {route?.legs.map((leg, i) => (
        // a leg is its place in the order
        <g key={i} data-leg="" data-blocked={leg.blocked === true}>
          <path data-line="" className={styles.casing} />
          <path data-line="" className={styles.line} />
          {leg.blocked ? (
            <g data-sign="">
              <circle r="9" className={styles.blockGround} />
              <path d="M-4-4L4 4M-4 4L4-4" className={styles.blockSign} />
            </g>
          ) : (
            <path data-sign="" d="M-4-5L5 0L-4 5L-2 0Z" className={styles.arrow} />
          )}
        </g>
      ))}
    </svg>
  )
}
