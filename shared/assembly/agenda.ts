import type { PartialFieldsOfKind } from '../kinds/index.ts'

/** A point of the agenda as the live document holds it. */
export interface AgendaPoint {
  /** the `item` thing it stands for */
  item: string
  title: string
  note: string
  proposedBy: string
  affects: string[]
  timeboxMin: number
}

type ItemFields = PartialFieldsOfKind<'item'>

/** What a put of the `item` thing must say so that the record has what the document has; null for nothing. */
export const itemChanges = (held: ItemFields, point: AgendaPoint): ItemFields | null => {
  const changes: ItemFields = {}
  if (point.title !== (held.title ?? '')) changes.title = point.title
  if (point.note !== (held.note ?? '')) changes.note = point.note
  if (point.timeboxMin !== held.timeboxMin) changes.timeboxMin = point.timeboxMin
  if (!sameList(point.affects, held.affects ?? [])) changes.affects = point.affects
  if (held.dropped) changes.dropped = false
  return Object.keys(changes).length > 0 ? changes : null
}

const sameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((value, i) => value === b[i])

/** Minutes that the points are given together. */
export const agendaMinutes = (points: readonly Pick<AgendaPoint, 'timeboxMin'>[]): number =>
  points.reduce((sum, point) => sum + point.timeboxMin, 0)
