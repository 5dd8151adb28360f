import type { FairnessHistory } from '../planner/problem.ts'
import { dayAt, dayMin, dayNumber } from './day.ts'
import { type Held, unreplaced } from './held.ts'

/** What an earlier journey did, by the days its rows state. */
export interface EarlierJourney {
  from: string
  until: string
  /** by commune: the last day on which it was there for more than loading */
  visited: ReadonlyMap<string, string>
}

/** What past journeys did for one commune, seen from the first day of the one that is planned. */
export interface Turn {
  /** whole days, 1 and more; null: no journey that is known was there */
  visitedDaysAgo: number | null
  /** since it last hosted an assembly */
  hostedDaysAgo: number | null
  /** journeys that went without it since */
  passedBy: number
}

/**
 * The journeys that had a route and set out before this one. Which came before follows from the days that
 * caravans state, never from when anything was written.
 */
export function earlierJourneys(
  caravan: Held<'caravan'>,
  caravans: readonly Held<'caravan'>[],
  plans: readonly Held<'plan'>[]
): EarlierJourney[] {
  const first = caravan.fields.from
  if (!first) return []
  return caravans.flatMap((other): EarlierJourney[] => {
    const { from, until } = other.fields
    if (other.id === caravan.id || !from || !until || from >= first) return []
    const plan = unreplaced(plans.filter(row => row.fields.caravan === other.id)).at(-1)
    return plan ? [{ from, until, visited: visitedBefore(plan, first) }] : []
  })
}

function visitedBefore({ fields }: Held<'plan'>, first: string): Map<string, string> {
  const visited = new Map<string, string>()
  for (const { commune, onlyLoads, startMin } of fields.visits ?? []) {
    const day = dayAt(fields.firstDay ?? '', Math.floor(startMin / dayMin))
    if (!onlyLoads && day < first && day > (visited.get(commune) ?? '')) visited.set(commune, day)
  }
  return visited
}

/** Null where there was no earlier journey: then nobody has waited longer than another. */
export function turnOf(
  commune: string,
  first: string,
  earlier: readonly EarlierJourney[],
  assemblies: readonly Held<'assembly'>[]
): Turn | null {
  if (earlier.length === 0) return null
  const lastVisit = latest(earlier.flatMap(({ visited }) => visited.get(commune) ?? []))
  const lastHosted = latest(
    assemblies.flatMap(({ fields: { at, date, state } }) =>
      at === commune && date && date < first && state !== 'planned' ? [date] : []
    )
  )
  const ago = (day: string | null) => (day === null ? null : dayNumber(day, first))
  return {
    visitedDaysAgo: ago(lastVisit),
    hostedDaysAgo: ago(lastHosted),
    passedBy: earlier.filter(
      ({ until, from, visited }) =>
        until < first && !visited.has(commune) && (lastVisit === null || from > lastVisit)
    ).length
  }
}

/** As the planner weighs it. Who was never visited has waited since the first journey that is known. */
export function historyOf(turn: Turn, first: string, earlier: readonly EarlierJourney[]): FairnessHistory {
  const began = earlier.map(({ from }) => from).sort()[0] ?? first
  return {
    visitedDaysAgo: turn.visitedDaysAgo ?? dayNumber(began, first),
    ...(turn.hostedDaysAgo === null ? {} : { hostedDaysAgo: turn.hostedDaysAgo }),
    timesPassedBy: turn.passedBy
  }
}

const latest = (days: readonly string[]): string | null => days.toSorted().at(-1) ?? null
