import type { Act } from './act.ts'
import type { Authority } from './authority.ts'
import type { EntryId, ThingId } from './entry.ts'
import { judge } from './standing.ts'

/** Which acts the `forget` facts at hand ask to be forgotten. */
export type IsForgotten = (act: Act) => boolean

export const nothingForgotten: IsForgotten = () => false

/** The `forget` facts that name an entry; `undefined` where none does. */
export type ForgetsOf = (entry: EntryId) => readonly Act[] | undefined

/**
 * A `forget` counts for an entry of its own author. For what others said in the name of a commune, two of its
 * members must ask (one, where it never had more than two), so that nobody alone erases another's words.
 * What others' standing hangs on (`retention: 'kept'`) is never forgotten. Where the body is gone already,
 * any `forget` with standing explains it.
 */
export const forgottenBy =
  (forgetsOf: ForgetsOf, authority: Authority): IsForgotten =>
  act => {
    if (act.kind?.retention === 'kept') return false
    const forgets = (forgetsOf(act.id) ?? []).filter(forget => hasStanding(forget, authority))
    if (forgets.length === 0) return false
    if (act.content === 'body-missing' || forgets.some(({ log }) => log === act.log)) return true
    const commune = spokeFor(act)
    if (commune === null) return false
    const asking = new Set(forgets.filter(({ body }) => body?.commune === commune).map(({ log }) => log))
    return asking.size >= Math.min(2, Math.max(1, (authority.everMembers.get(commune)?.size ?? 2) - 1))
  }

const hasStanding = (forget: Act, authority: Authority): boolean => {
  const commune = forget.body?.commune ?? null
  const claim = { log: forget.log, seq: forget.seq, rule: 'member' as const, commune, home: null }
  return judge(authority, claim) === null
}

/** A sealed body that cannot be read here speaks for the commune whose scope it is in. */
const spokeFor = (act: Act): ThingId | null =>
  act.body?.commune ?? (act.body === null ? (act.scope as ThingId) : null)
