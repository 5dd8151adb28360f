import type { Act } from './act.ts'
import { canonical } from './body-codec.ts'
import type { EntryId } from './entry.ts'
import { bytesEqual } from './ids.ts'

export interface FoldedPuts {
  fields: Record<string, unknown>
  /** fields with concurrent values, the one shown first */
  contested: Record<string, unknown[]>
  /** counting puts that no other counting put saw, in id order */
  heads: EntryId[]
  /** of the newest counting put: the head of deepest history */
  claimedAt: number
}

/** For each act the length of its longest line of seen acts, itself counted; what is not held ends a line. */
const depthsOf = (acts: readonly Act[]): Map<EntryId, number> => {
  const byId = new Map(acts.map(act => [act.id, act]))
  const depths = new Map<EntryId, number>()
  // iterative: a thing may have a line of thousands of puts. `over` cannot form a circle, as it names hashes
  const stack = [...acts]
  while (stack.length > 0) {
    const act = stack[stack.length - 1]!
    let depth = 1
    let waiting = false
    for (const id of depths.has(act.id) ? [] : act.over) {
      const before = byId.get(id)
      if (!before) continue
      const known = depths.get(id)
      if (known === undefined) {
        stack.push(before)
        waiting = true
      } else depth = Math.max(depth, known + 1)
    }
    if (waiting) continue
    if (!depths.has(act.id)) depths.set(act.id, depth)
    stack.pop()
  }
  return depths
}

/**
 * Folds one thing. `acts` is every act held of it, in any order; only those of `counts` give values, but
 * all of them tell who saw what. A field's value comes from the puts of it that no other put of it saw;
 * where their values differ the field is contested, and the deepest history wins, then the greater id.
 * A null clears.
 */
export const foldPuts = (acts: readonly Act[], counts: ReadonlySet<EntryId>): FoldedPuts => {
  if (acts.length === 1) return foldOne(acts[0]!, counts)
  const depths = depthsOf(acts)
  const stronger = (a: Act, b: Act): number =>
    depths.get(b.id)! - depths.get(a.id)! || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0)
  const ordered = [...acts].sort(stronger)
  const fieldNames = [...new Set(acts.flatMap(act => Object.keys(act.fields)))].sort()
  const bits = new Map(fieldNames.map((field, i) => [field, 1n << BigInt(i + 1)]))
  const anyPut = 1n

  // From the deepest down: `seen` gathers, for each act, which fields (and whether any put) a later
  // counting put laid over it. A put is seen only by one of deeper history, so one pass is enough.
  const seen = new Map<EntryId, bigint>()
  const valuesOf = new Map<string, unknown[]>()
  const heads: Act[] = []
  for (const act of ordered) {
    const over = seen.get(act.id) ?? 0n
    let laid = over
    if (counts.has(act.id)) {
      if ((over & anyPut) === 0n) heads.push(act)
      laid |= anyPut
      for (const [field, value] of Object.entries(act.fields)) {
        const bit = bits.get(field)!
        if ((over & bit) === 0n) valuesOf.set(field, [...(valuesOf.get(field) ?? []), value ?? null])
        laid |= bit
      }
    }
    for (const before of act.over) seen.set(before, (seen.get(before) ?? 0n) | laid)
  }

  const fields: Record<string, unknown> = {}
  const contested: Record<string, unknown[]> = {}
  for (const field of fieldNames) {
    const values = distinct(valuesOf.get(field) ?? [])
    if (values.length > 0 && values[0] !== null) fields[field] = values[0]
    if (values.length > 1) contested[field] = values
  }
  return { fields, contested, heads: heads.map(put => put.id).sort(), claimedAt: heads[0]?.claimedAt ?? 0 }
}

const foldOne = (act: Act, counts: ReadonlySet<EntryId>): FoldedPuts => {
  const fields: Record<string, unknown> = {}
  if (!counts.has(act.id)) return { fields, contested: {}, heads: [], claimedAt: 0 }
  for (const [field, value] of Object.entries(act.fields))
    if (value !== null && value !== undefined) fields[field] = value
  return { fields, contested: {}, heads: [act.id], claimedAt: act.claimedAt }
}

/** In the order given, each value once; two values are the same when their canonical bytes are. */
const distinct = (values: unknown[]): unknown[] => {
  if (values.length < 2) return values
  const kept: { value: unknown; bytes: Uint8Array }[] = []
  for (const value of values) {
    const bytes = canonical(value)
    if (!kept.some(other => bytesEqual(other.bytes, bytes))) kept.push({ value, bytes })
  }
  return kept.map(({ value }) => value)
}
