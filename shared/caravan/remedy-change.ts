import type { Remedy } from '../planner/solution.ts'
import { dayS } from './day.ts'
import type { Change } from './what-if.ts'

/** The one edit that a remedy asks for; null where it is nobody's to make here. */
export function remedyChange(remedy: Remedy): Change | null {
  switch (remedy.code) {
    case 'laterWindow':
      return { what: 'laterWindow', stop: remedy.stop, days: Math.ceil(remedy.byS / dayS) }
    case 'laterEnd':
      return { what: 'moreDays', days: Math.ceil(remedy.byS / dayS) }
    case 'moreSpace':
      return { what: 'moreRoom', dimension: remedy.dimension, by: remedy.by }
    case 'longerOnBoard':
      return { what: 'longerOnWay', match: remedy.shipment, hours: Math.ceil(remedy.byS / 3600) }
    case 'openLeg':
      return { what: 'road', a: remedy.from, b: remedy.to, state: 'passable' }
    case 'longerBestBefore':
    case 'otherVehicle':
      return null
  }
}
