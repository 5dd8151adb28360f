import type { LateRemedy, Remedy } from '../planner/solution.ts'
import { dayS } from './day.ts'
import type { Change } from './what-if.ts'

const days = (seconds: number): number => Math.ceil(seconds / dayS)
/** Up to the next half hour: nobody sets a shorter time. */
const hours = (seconds: number): number => Math.ceil(seconds / 1800) / 2

/** The one edit that a remedy asks for; null where it is nobody's to make here. */
export function remedyChange(remedy: Remedy | LateRemedy): Change | null {
  switch (remedy.code) {
    case 'laterWindow':
      return { what: 'laterWindow', stop: remedy.stop, days: days(remedy.byS) }
    case 'earlierWindow':
      return { what: 'earlierWindow', stop: remedy.stop, days: days(remedy.byS) }
    case 'laterEnd':
      return { what: 'moreDays', days: days(remedy.byS) }
    case 'earlierStart':
      return { what: 'earlierStart', days: days(remedy.byS) }
    case 'moreSpace':
      return { what: 'moreRoom', dimension: remedy.dimension, by: remedy.by }
    case 'longerOnBoard':
      return { what: 'longerOnWay', match: remedy.shipment, hours: hours(remedy.byS) }
    case 'openLeg':
      return { what: 'road', a: remedy.from, b: remedy.to, state: 'passable' }
    case 'laterRest':
      return { what: 'laterRest', days: remedy.byDays }
    case 'moreDriving':
      return { what: 'moreDriving', hours: hours(remedy.byS) }
    case 'shorterVisit':
      return { what: 'shorterStay', stop: remedy.stop, days: Math.ceil((remedy.byS / dayS) * 4) / 4 }
    case 'longerBestBefore':
    case 'otherVehicle':
    case 'longerDay':
      return null
  }
}

/** The edits that several remedies ask for together; null where one of them is nobody's to make here. */
export function remedyChanges(remedies: readonly (Remedy | LateRemedy)[]): Change[] | null {
  const changes = remedies.map(remedyChange)
  return changes.every(change => change !== null) ? changes : null
}
