import type { CaravanRows } from '#shared/caravan/problem-of.ts'
import type { Change } from '#shared/caravan/what-if.ts'
import { assertNever } from '#shared/errors.ts'
import type { Format } from '../../text/format.ts'
import type { Texts } from '../../text/texts.ts'
import type { Explainer } from './explain.ts'

/** What a what-if supposes, as its name. */
export function changeName(
  change: Change,
  deps: {
    text: Texts
    format: Format
    rows: CaravanRows
    explainer: Explainer
    nameOf: (id: string | null | undefined) => string
  }
): string {
  const { text, format, rows, explainer, nameOf } = deps
  const say = text.whatIf.name
  switch (change.what) {
    case 'road':
      return (change.state === 'blocked' ? say.roadOut : say.roadOpen)(nameOf(change.a), nameOf(change.b))
    case 'silent':
      return say.silent(explainer.stop(change.stop))
    case 'vehicleLess': {
      const vehicle = rows.vehicles.find(row => row.id === change.vehicle)
      return say.vehicleLess(vehicle?.fields.name ?? text.words.unnamed)
    }
    case 'order':
      return say.order
    case 'goals':
      return say.goals(text.caravan.goals[change.goals[0] ?? 'serve'].name)
    case 'moreDays':
      return say.moreDays(change.days)
    case 'laterWindow':
      return say.laterWindow(explainer.stop(change.stop), format.days(change.days))
    case 'earlierWindow':
      return say.earlierWindow(explainer.stop(change.stop), format.days(change.days))
    case 'shorterStay':
      return say.shorterStay(explainer.stop(change.stop), format.days(change.days))
    case 'earlierStart':
      return say.earlierStart(format.days(change.days))
    case 'moreDriving':
      return say.moreDriving(format.duration(change.hours * 60))
    case 'laterRest':
      return say.laterRest(format.days(change.days))
    case 'moreRoom':
      return change.dimension === 'massKg'
        ? say.moreRoom(format.mass(change.by))
        : (change.dimension === 'coldM3' ? say.moreCold : say.moreRoom)(format.volume(change.by))
    case 'longerOnWay':
      return say.longerOnWay(explainer.load(change.match).good, format.duration(change.hours * 60))
    default:
      return assertNever(change)
  }
}

/** All that it supposes, in one line. */
export const whatIfName = (changes: readonly Change[], deps: Parameters<typeof changeName>[1]): string =>
  deps.format.list(changes.map(change => changeName(change, deps)))
