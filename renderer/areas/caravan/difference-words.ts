import type { Difference } from '#shared/caravan/plan-difference.ts'
import { assertNever } from '#shared/errors.ts'
import type { Format } from '../../text/format.ts'
import type { Texts } from '../../text/texts.ts'

/** One difference as a line that a person would say. */
export function differenceLine(
  difference: Difference,
  text: Texts['whatIf']['difference'],
  format: Format,
  nameOf: (commune: string) => string
): string {
  const days = (n: number) => format.days(Math.abs(n))
  switch (difference.what) {
    case 'notVisited':
      return text.notVisited(nameOf(difference.commune))
    case 'visited':
      return text.visited(nameOf(difference.commune))
    case 'breaks':
      return text.breaks(difference.from, difference.to)
    case 'staysBehind':
      return text.staysBehind(format.mass(difference.massKg), difference.good)
    case 'comesAlong':
      return text.comesAlong(format.mass(difference.massKg), difference.good)
    case 'length':
      return (difference.byDays > 0 ? text.longer : text.shorter)(days(difference.byDays))
    case 'setsOut':
      return text.setsOut(format.dayShort(difference.to), format.dayShort(difference.from))
    case 'day':
      return text.day(
        nameOf(difference.commune),
        format.dayShort(difference.to),
        format.dayShort(difference.from)
      )
    case 'shifted': {
      const names = format.list(difference.communes.map(nameOf))
      return (difference.byDays > 0 ? text.later : text.earlier)(names, days(difference.byDays))
    }
    case 'moved':
      return difference.after === null
        ? text.movedFirst(nameOf(difference.commune))
        : text.movedAfter(nameOf(difference.commune), nameOf(difference.after))
    case 'reordered':
      return text.reordered(difference.stops)
    case 'rest':
      return difference.from && difference.to
        ? text.restMoves(format.dayShort(difference.from), format.dayShort(difference.to))
        : difference.to
          ? text.restMore(format.dayShort(difference.to))
          : text.restLess(format.dayShort(difference.from ?? ''))
    case 'way':
      return wayLine(difference, text, format)
    default:
      return assertNever(difference)
  }
}

function wayLine(
  { byM, byMin }: Extract<Difference, { what: 'way' }>,
  text: Texts['whatIf']['difference'],
  format: Format
): string {
  const parts = [
    ...(byM === 0 ? [] : [(byM > 0 ? text.farther : text.nearer)(format.distance(Math.abs(byM)))]),
    ...(byMin === 0
      ? []
      : [(byMin > 0 ? text.moreDriving : text.lessDriving)(format.duration(Math.abs(byMin)))])
  ]
  const line = parts.join(', ')
  return line.charAt(0).toLocaleUpperCase() + line.slice(1)
}
