import { type Held, unreplaced } from './held.ts'

export type RoadState = 'passable' | 'slow' | 'blocked'
export type RoadReport = Held<'road-report'>
/** What is known of the roads, by leg; a leg nobody reported is passable. */
export type Roads = ReadonlyMap<string, RoadReport>

/** A road is driven both ways: one name for A–B and B–A. */
export const legKey = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`)

const caution: Record<RoadState, number> = { passable: 0, slow: 1, blocked: 2 }
const cautionOf = (report: RoadReport): number => caution[report.fields.state ?? 'passable']

/**
 * The report that holds for each leg: the newest by what its author knew of; of reports written apart,
 * the one seen on the later day, and on one day the more cautious.
 */
export function roadsOf(reports: readonly RoadReport[]): Roads {
  const held = new Map<string, RoadReport>()
  for (const report of unreplaced(reports)) {
    const { a, b, seen = '' } = report.fields
    if (!a || !b) continue
    const key = legKey(a, b)
    const other = held.get(key)
    const otherSeen = other?.fields.seen ?? ''
    const stronger =
      !other || seen > otherSeen || (seen === otherSeen && cautionOf(report) > cautionOf(other))
    if (stronger) held.set(key, report)
  }
  return held
}

export const roadState = (roads: Roads, a: string, b: string): RoadState =>
  roads.get(legKey(a, b))?.fields.state ?? 'passable'

/** The reports of one leg that a new report replaces: all that still hold or are contested. */
export const reportsToReplace = (reports: readonly RoadReport[], a: string, b: string): string[] =>
  unreplaced(reports)
    .filter(({ fields }) => fields.a && fields.b && legKey(fields.a, fields.b) === legKey(a, b))
    .map(report => report.id)
