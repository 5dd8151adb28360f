import { dayAt, dayMin, dayNumber } from './day.ts'
import type { PlanFields } from './plan-of.ts'
import { stopOrderOf } from './stop-order.ts'

/** What is compared: a plan, and how many limits it breaks where an order was made by hand. */
export interface Compared {
  plan: Pick<PlanFields, 'firstDay' | 'visits' | 'restDays' | 'distanceM' | 'drivingMin'>
  broken: number
}

/** One thing in which a second plan differs from a first. Data alone: renderer/text/ has the sentences. */
export type Difference =
  | { what: 'notVisited' | 'visited'; stop: string; commune: string }
  | { what: 'breaks'; from: number; to: number }
  | { what: 'staysBehind' | 'comesAlong'; match: string; good: string; massKg: number }
  /** days from setting out to the end, more (above 0) or fewer */
  | { what: 'length'; byDays: number }
  | { what: 'setsOut'; from: string; to: string }
  /** one stop on another day */
  | { what: 'day'; stop: string; commune: string; from: string; to: string }
  /** several stops, all by the same number of days */
  | { what: 'shifted'; communes: string[]; byDays: number }
  /** a stop that has another place in the order; `after` null: it is the first */
  | { what: 'moved'; stop: string; commune: string; after: string | null }
  | { what: 'reordered'; stops: number }
  /** null: there was none, or there is none any more */
  | { what: 'rest'; from: string | null; to: string | null }
  /** metres and minutes at the wheel, more or fewer */
  | { what: 'way'; byM: number; byMin: number }

/** More stops that moved than this are counted and not named. */
const mostMovedNamed = 2
/** As many stops shifted alike are told in one breath. */
const fewestShifted = 3

/** In what `second` differs from `first`; what matters most to people stands first. Empty: in nothing. */
export function planDifference(first: Compared, second: Compared): Difference[] {
  const [a, b] = [heldOf(first), heldOf(second)]
  const both = [...a.keys()].filter(stop => b.has(stop))
  return [
    ...only(a, b).map(([stop, { commune }]) => ({ what: 'notVisited' as const, stop, commune })),
    ...only(b, a).map(([stop, { commune }]) => ({ what: 'visited' as const, stop, commune })),
    ...(first.broken === second.broken
      ? []
      : [{ what: 'breaks' as const, from: first.broken, to: second.broken }]),
    ...loadDifferences(first, second),
    ...journeyDifferences(first, second),
    ...dayDifferences(a, b, both),
    ...orderDifferences(first, second, b, both),
    ...restDifferences(first, second),
    ...wayDifference(first, second)
  ]
}

interface HeldVisit {
  commune: string
  day: string
}

/** By stop: where and on which day the visit itself is held; in the order of the route. */
function heldOf({ plan }: Compared): Map<string, HeldVisit> {
  const held = new Map<string, HeldVisit>()
  for (const { stop, commune, onlyLoads, startMin } of plan.visits)
    if (stop && !onlyLoads && !held.has(stop))
      held.set(stop, { commune, day: dayAt(plan.firstDay, Math.floor(startMin / dayMin)) })
  return held
}

const only = <V>(a: ReadonlyMap<string, V>, b: ReadonlyMap<string, unknown>): [string, V][] =>
  [...a].filter(([key]) => !b.has(key))

function loadDifferences(first: Compared, second: Compared): Difference[] {
  const carried = ({ plan }: Compared) =>
    new Map(plan.visits.flatMap(visit => visit.loads.map(load => [load.match, load] as const)))
  const [a, b] = [carried(first), carried(second)]
  return [
    ...only(a, b).map(([match, { good, massKg }]) => ({ what: 'staysBehind' as const, match, good, massKg })),
    ...only(b, a).map(([match, { good, massKg }]) => ({ what: 'comesAlong' as const, match, good, massKg }))
  ]
}

function journeyDifferences(first: Compared, second: Compared): Difference[] {
  const ends = ({ plan }: Compared) => {
    const day = (min: number) => dayAt(plan.firstDay, Math.floor(min / dayMin))
    const last = plan.visits.at(-1)
    return {
      from: day(plan.visits[0]?.departMin ?? 0),
      to: day(Math.max(last?.arriveMin ?? 0, last?.departMin ?? 0))
    }
  }
  if (first.plan.visits.length < 2 || second.plan.visits.length < 2) return []
  const [a, b] = [ends(first), ends(second)]
  const byDays = dayNumber(b.from, b.to) - dayNumber(a.from, a.to)
  return [
    ...(byDays === 0 ? [] : [{ what: 'length' as const, byDays }]),
    ...(a.from === b.from ? [] : [{ what: 'setsOut' as const, from: a.from, to: b.from }])
  ]
}

function dayDifferences(
  a: ReadonlyMap<string, HeldVisit>,
  b: ReadonlyMap<string, HeldVisit>,
  both: readonly string[]
): Difference[] {
  const changed = both.flatMap(stop => {
    const [from, to] = [a.get(stop)?.day ?? '', b.get(stop)?.day ?? '']
    const byDays = dayNumber(from, to)
    return byDays === 0 ? [] : [{ stop, commune: b.get(stop)?.commune ?? '', from, to, byDays }]
  })
  const told = new Set<number>()
  return changed.flatMap(({ byDays, ...one }): Difference[] => {
    const alike = changed.filter(other => other.byDays === byDays)
    if (alike.length < fewestShifted) return [{ what: 'day', ...one }]
    if (told.has(byDays)) return []
    told.add(byDays)
    return [{ what: 'shifted', communes: alike.map(({ commune }) => commune), byDays }]
  })
}

/** Stops that are not part of the longest run of stops keeping their order. */
function orderDifferences(
  first: Compared,
  second: Compared,
  held: ReadonlyMap<string, HeldVisit>,
  both: readonly string[]
): Difference[] {
  const common = new Set(both)
  const orderOf = ({ plan }: Compared) => [...new Set(stopOrderOf(plan))].filter(stop => common.has(stop))
  const place = new Map(orderOf(first).map((stop, i) => [stop, i]))
  const order = orderOf(second)
  const kept = longestRising(order.map(stop => place.get(stop) ?? -1))
  const moved = order.filter((_, i) => !kept.has(i))
  if (moved.length > mostMovedNamed) return [{ what: 'reordered', stops: moved.length }]
  return moved.map(stop => {
    const before = order[order.indexOf(stop) - 1]
    return {
      what: 'moved',
      stop,
      commune: held.get(stop)?.commune ?? '',
      after: before === undefined ? null : (held.get(before)?.commune ?? null)
    }
  })
}

/** Indices of a longest rising subsequence; quadratic, for some hundred stops at most. */
function longestRising(values: readonly number[]): Set<number> {
  const length: number[] = []
  const before: number[] = []
  let best = -1
  for (const [i, value] of values.entries()) {
    length[i] = 1
    before[i] = -1
    for (let j = 0; j < i; j++)
      if ((values[j] ?? 0) < value && (length[j] ?? 0) + 1 > (length[i] ?? 0)) {
        length[i] = (length[j] ?? 0) + 1
        before[i] = j
      }
    if (best < 0 || (length[i] ?? 0) > (length[best] ?? 0)) best = i
  }
  const kept = new Set<number>()
  for (let i = best; i >= 0; i = before[i] ?? -1) kept.add(i)
  return kept
}

/** Days of rest that are elsewhere, paired in order; what is left over came or went. */
function restDifferences(first: Compared, second: Compared): Difference[] {
  const gone = first.plan.restDays.filter(day => !second.plan.restDays.includes(day))
  const come = second.plan.restDays.filter(day => !first.plan.restDays.includes(day))
  return Array.from({ length: Math.max(gone.length, come.length) }, (_, i) => ({
    what: 'rest' as const,
    from: gone[i] ?? null,
    to: come[i] ?? null
  }))
}

/** Half a kilometre and a few minutes are nothing to speak of. */
const leastM = 500
const leastMin = 6

function wayDifference(first: Compared, second: Compared): Difference[] {
  const byM = second.plan.distanceM - first.plan.distanceM
  const byMin = second.plan.drivingMin - first.plan.drivingMin
  return Math.abs(byM) < leastM && Math.abs(byMin) < leastMin ? [] : [{ what: 'way', byM, byMin }]
}
