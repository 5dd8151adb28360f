import { dayS } from '#shared/caravan/day.ts'
import { assertNever } from '#shared/errors.ts'
import type { Dimension, Late, LateRemedy, Remedy } from '#shared/planner/solution.ts'
import type { Format } from '../../text/format.ts'
import type { Texts } from '../../text/texts.ts'
import type { Explainer } from './explain.ts'

/** Sentences for what would let something in or bring it on time, and for why it is late. */
export function remedyWords(deps: {
  text: Texts['caravan']
  format: Format
  nameOf: (id: string | null | undefined) => string
  stop: (id: string | undefined) => string
  /** seconds as days or hours */
  time: (seconds: number) => string
  room: (dimension: Dimension, by: number) => string
}): Pick<Explainer, 'remedy' | 'late' | 'lateRemedy'> {
  const { text, format, nameOf, stop, time, room } = deps
  const say = text.remedy
  /** Windows and journeys begin and end with days. */
  const days = (seconds: number) => format.days(Math.ceil(seconds / dayS))

  const condition = (remedy: Remedy | LateRemedy): string => {
    switch (remedy.code) {
      case 'laterWindow':
        return say.laterWindow(stop(remedy.stop), days(remedy.byS))
      case 'earlierWindow':
        return say.earlierWindow(stop(remedy.stop), days(remedy.byS))
      case 'laterEnd':
        return say.laterEnd(days(remedy.byS))
      case 'earlierStart':
        return say.earlierStart(days(remedy.byS))
      case 'moreSpace':
        return (remedy.dimension === 'coldM3' ? say.moreCold : say.moreSpace)(
          room(remedy.dimension, remedy.by)
        )
      case 'longerOnBoard':
        return say.longerOnBoard(time(remedy.byS))
      case 'longerBestBefore':
        return say.longerBestBefore(time(remedy.byS))
      case 'otherVehicle':
        return say.otherVehicle
      case 'openLeg':
        return say.openLeg(nameOf(remedy.from), nameOf(remedy.to))
      case 'laterRest':
        return say.laterRest(format.days(remedy.byDays))
      case 'moreDriving':
        return say.moreDriving(time(remedy.byS))
      case 'longerDay':
        return say.longerDay(time(remedy.byS))
      case 'shorterVisit':
        return say.shorterVisit(stop(remedy.stop), time(remedy.byS))
      default:
        return assertNever(remedy)
    }
  }
  const together = (remedies: readonly (Remedy | LateRemedy)[]): string =>
    remedies.map(condition).reduce(say.both)

  const why = ({ binding }: Late): string => {
    switch (binding.code) {
      case 'windowOpens':
        return binding.otherStop ? text.late.otherWindowOpens(stop(binding.stop)) : text.late.windowOpens
      case 'leg':
        return text.late.leg(nameOf(binding.from), nameOf(binding.to))
      case 'stay':
        return text.late.stay(stop(binding.stop))
      case 'restDay':
      case 'drivingHours':
      case 'dayHours':
      case 'start':
      case 'way':
      case 'notExamined':
        return text.late[binding.code]
      default:
        return assertNever(binding)
    }
  }

  return {
    remedy: remedies => say.fits(together(remedies)),
    late: late => text.late.line(stop(late.stop), time(late.byS), why(late)),
    lateRemedy: remedies => say.onTime(together(remedies))
  }
}
