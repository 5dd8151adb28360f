import { turnOf } from '#shared/caravan/fairness-of.ts'
import type { CaravanRows } from '#shared/caravan/problem-of.ts'
import { assertNever } from '#shared/errors.ts'
import type { Late, LateRemedy, Remedy, Violation } from '#shared/planner/solution.ts'
import type { Format } from '../../text/format.ts'
import type { Texts } from '../../text/texts.ts'
import { remedyWords } from './remedy-words.ts'

/** What turns the planner's codes into sentences of one language. */
export interface Explainer {
  reason(code: string): string
  /** one change that would let it in, or two together */
  remedy(remedies: readonly Remedy[]): string
  late(late: Late): string
  /** one change that would bring it on time, or two together */
  lateRemedy(remedies: readonly LateRemedy[]): string
  violation(violation: Violation): string
  /** a stop by its commune's name */
  stop(id: string | undefined): string
  /** a stop, a vehicle or a load by the name it has; null for the journey itself */
  row(id: string): string | null
  /** what earlier journeys did for the commune of a stop; null where there were none */
  turn(stop: string): string | null
  /** a committed match by what it is and where it goes */
  load(match: string): { mass: string; good: string; from: string; to: string }
}

const dayMin = 1440

export const createExplainer = (deps: {
  text: Texts['caravan']
  format: Format
  nameOf: (id: string | null | undefined) => string
  rows: CaravanRows
}): Explainer => {
  const { text, format, nameOf, rows } = deps
  const communeOf = new Map(rows.stops.map(stop => [stop.id, stop.fields.commune]))
  const matches = new Map(rows.matches.map(match => [match.id, match.fields]))
  const stop = (id: string | undefined) => nameOf(id === undefined ? null : communeOf.get(id))
  const goodOf = (match: string | undefined): string => {
    const offer = match === undefined ? undefined : matches.get(match)?.offer
    return (offer && rows.offers.get(offer)?.fields.good) || '–'
  }
  /** Days where it is days; to the quarter of an hour below. */
  const time = (seconds: number): string => {
    const minutes = seconds / 60
    return minutes >= dayMin
      ? format.days(Math.ceil(minutes / dayMin))
      : format.duration(Math.max(15, Math.ceil(minutes / 15) * 15))
  }
  const room = (dimension: 'massKg' | 'volumeM3' | 'coldM3', by: number): string =>
    dimension === 'massKg' ? format.mass(by) : format.volume(by)
  const reasons: Record<string, string> = text.reason

  const vehicles = new Map(rows.vehicles.map(vehicle => [vehicle.id, vehicle.fields.name ?? '–']))

  return {
    stop,
    turn: id => {
      const commune = communeOf.get(id)
      const turn = commune && turnOf(commune, rows.caravan.fields.from ?? '', rows.earlier, rows.assemblies)
      if (!turn) return null
      const say = text.turn
      return [
        turn.visitedDaysAgo === null ? say.never : say.visited(turn.visitedDaysAgo),
        ...(turn.hostedDaysAgo === null ? [] : [say.hosted(turn.hostedDaysAgo)]),
        ...(turn.passedBy === 0 ? [] : [say.passedBy(turn.passedBy)])
      ].join('; ')
    },
    row: id => {
      if (communeOf.has(id)) return stop(id)
      if (matches.has(id)) return goodOf(id)
      return vehicles.get(id) ?? null
    },
    load: match => {
      const fields = matches.get(match)
      return {
        mass: format.mass(fields?.massKg ?? 0),
        good: goodOf(match),
        from: nameOf(fields?.from),
        to: nameOf(fields?.to)
      }
    },
    reason: code => reasons[code] ?? text.reason.unknown,
    ...remedyWords({ text, format, nameOf, stop, time, room }),
    violation: violation => {
      const say = text.violations
      const name = violation.stop === undefined ? say.atStart : stop(violation.stop)
      const good = goodOf(violation.shipment)
      switch (violation.code) {
        case 'windowMissed':
          return say.windowMissed(name, time(violation.by))
        case 'tourEndsLate':
          return say.tourEndsLate(time(violation.by))
        case 'overloaded':
          return violation.dimension === 'coldM3'
            ? say.overloadedCold(name, room(violation.dimension, violation.by))
            : say.overloaded(name, room(violation.dimension, violation.by))
        case 'tooLongOnBoard':
          return say.tooLongOnBoard(good, time(violation.by))
        case 'pastBestBefore':
          return say.pastBestBefore(good, time(violation.by))
        case 'orderBroken':
          return violation.shipment === undefined ? say.orderBroken(name) : say.orderBrokenLoad(good)
        case 'wrongVehicle':
          return say.wrongVehicle(violation.shipment === undefined ? name : good)
        case 'noWay':
          return say.noWay(nameOf(violation.from), nameOf(violation.to))
        default:
          return assertNever(violation)
      }
    }
  }
}
