import type { CaravanRows } from './problem-of.ts'

export interface PlanMark {
  /** a stop, a vehicle, a match or the caravan itself */
  of: string
  mark: string
}

/**
 * What each row said when a plan was made, as a short mark, so that a later edit shows. Left aside is what a
 * plan is checked against directly (roads, fixed days), and what an earlier plan is meant to keep (locks).
 */
export function marksOf(rows: CaravanRows): PlanMark[] {
  const { caravan } = rows
  const j = caravan.fields
  return [
    {
      of: caravan.id,
      mark: markOf([
        j.start,
        j.end,
        j.from,
        j.until,
        j.speedKmh,
        j.drivingHoursPerDay,
        j.restEveryDays,
        j.detourFactor,
        j.goals
      ])
    },
    ...rows.stops
      .filter(({ fields }) => fields.caravan === caravan.id && !fields.dropped)
      .map(({ id, fields: f }) => ({
        of: id,
        mark: markOf([
          f.commune,
          f.windows,
          f.stayDays,
          f.optional,
          f.optional ? f.priority : null,
          f.wantedBy
        ])
      })),
    ...rows.vehicles
      .filter(({ fields }) => fields.caravan === caravan.id && !fields.dropped)
      .map(({ id, fields: f }) => ({ of: id, mark: markOf([f.capacityKg, f.capacityM3, f.coldM3 || 0]) })),
    ...rows.matches
      .filter(({ fields }) => fields.state === 'committed')
      .map(({ id, fields: f }) => {
        const goods = f.offer ? rows.offers.get(f.offer)?.fields : undefined
        return {
          of: id,
          mark: markOf([
            f.from,
            f.to,
            f.massKg,
            f.volumeM3,
            goods?.keep,
            goods?.bestBefore,
            goods?.longestOnWayH
          ])
        }
      })
  ]
}

/**
 * Which rows say something else than when the plan was made; vehicles also where one came or went. A plan
 * without marks (made before there were any) is not judged.
 */
export function editedSince(made: readonly PlanMark[] | undefined, rows: CaravanRows): string[] {
  if (!made || made.length === 0) return []
  const before = new Map(made.map(({ of, mark }) => [of, mark]))
  const now = marksOf(rows)
  const vehicles = new Set(rows.vehicles.map(row => row.id))
  const changed = now.filter(({ of, mark }) => {
    const known = before.get(of)
    return known === undefined ? vehicles.has(of) : known !== mark
  })
  const there = new Set(now.map(({ of }) => of))
  const gone = rows.vehicles.filter(({ id }) => before.has(id) && !there.has(id))
  return [...changed.map(({ of }) => of), ...gone.map(({ id }) => id)]
}

/** FNV-1a, 32 bits, of the JSON: tells edits apart, guards against nobody. */
function markOf(values: readonly unknown[]): string {
  const text = JSON.stringify(values.map(value => value ?? null))
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}
