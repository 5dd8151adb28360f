import type { Act } from './act.ts'
import { addTo } from './add-to.ts'
import type { Authority } from './authority.ts'
import type { EntryId, LogId, ThingId } from './entry.ts'

/** Which acts the `forget` facts at hand ask to be forgotten. */
export type IsForgotten = (act: Act) => boolean

export const nothingForgotten: IsForgotten = () => false

/** The `forget` facts that name an entry; `undefined` where none does. */
export type ForgetsOf = (entry: EntryId) => readonly Act[] | undefined

/** So many people must ask for what another said in their commune's name. */
const asksNeeded = 2

/**
 * A `forget` counts for an entry of its own author. For what others said in the name of a commune, two must ask
 * who were ever taken into it. Neither hangs on anything that later entries can take away, as a body that was
 * deleted does not come back: so whoever holds the same entries has forgotten the same.
 * What others' standing hangs on (`retention: 'kept'`) is never forgotten. Where the body is gone already,
 * nobody can read in whose name it was said, and two of any commune explain it.
 */
export const forgottenBy =
  (forgetsOf: ForgetsOf, { takenIn }: Pick<Authority, 'takenIn'>): IsForgotten =>
  act => {
    if (act.kind?.retention === 'kept') return false
    const forgets = forgetsOf(act.id) ?? []
    if (forgets.some(({ log }) => log === act.log)) return true
    const asking = new Map<ThingId, LogId[]>()
    for (const { log, body } of forgets) {
      const commune = body?.commune
      const person = commune === undefined ? undefined : takenIn.get(commune)?.get(log)
      if (commune === undefined || person === undefined) continue
      if (!asking.get(commune)?.includes(person)) addTo(asking, commune, person)
    }
    const enough = (commune: ThingId | null) =>
      commune !== null && (asking.get(commune)?.length ?? 0) >= asksNeeded
    return act.content === 'body-missing' ? [...asking.keys()].some(enough) : enough(spokeFor(act))
  }

/** A sealed body that cannot be read here speaks for the commune whose scope it is in. */
const spokeFor = (act: Act): ThingId | null =>
  act.body?.commune ?? (act.body === null ? (act.scope as ThingId) : null)
