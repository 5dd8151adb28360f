import type { Card } from '#shared/contract.ts'
import { FailureError, type Result } from '#shared/errors.ts'
import { type CardToBe, cardLimitBytes, decodeCard, encodeCard } from '#shared/invitation/card.ts'
import type { Place } from '#shared/kinds/fields.ts'
import type { RawEntry, ThingId } from '#shared/record/entry.ts'
import { bundleDeps } from '../carry/bundle-deps.ts'
import { replaceFile } from '../carry/replace-file.ts'
import { settle } from '../carry/settle.ts'
import type { Store } from '../store/open-store.ts'
import { cardMade } from '../store/standing-of.ts'
import { tellCard } from './read-card.ts'

export interface CardWanted {
  store: Store
  /** the card of a commune-to-be; founded now, unless this device has founded one already */
  commune?: { name: string; place: Place }
}

/** A card with its bytes, to be shown as a code. */
export interface CardCode extends Card {
  bytes: Uint8Array
}

/** Makes this device's card. Failures: federation-already, fields-bad, too-large. */
export const makeCardCode = (wanted: CardWanted): Promise<Result<CardCode>> =>
  settle(async () => {
    const made = cardOf(wanted)
    wanted.store.local.set(cardMade, true)
    return made
  })

/**
 * Writes this device's card to a file. Failures: as `makeCardCode`, and disk-full, file-not-written.
 */
export const makeCard = ({ path, ...wanted }: CardWanted & { path: string }): Promise<Result<Card>> =>
  settle(async () => {
    const { bytes, ...card } = cardOf(wanted)
    await replaceFile({ path, bytes: once(bytes), device: wanted.store.device })
    wanted.store.local.set(cardMade, true)
    return card
  })

const cardOf = ({ store, commune }: CardWanted): CardCode => {
  const { keyring } = store
  const { state, forked } = store.standing()
  if (forked) throw new FailureError('device-forked')
  if (state === 'released') throw new FailureError('device-released')
  if (state === 'in') throw new FailureError('federation-already')
  const card: CardToBe = {
    handle: keyring.handle,
    sealRecipient: keyring.sealRecipient,
    commune: null
  }
  if (commune !== undefined) {
    const id = foundOnce(store, commune)
    card.commune = { id, entries: entriesUpTo(store, id) }
  }
  const bytes = encodeCard(card, keyring)
  if (bytes.length > cardLimitBytes)
    throw new FailureError('too-large', {
      what: 'card',
      sizeBytes: bytes.length,
      limitBytes: cardLimitBytes
    })
  const made = decodeCard(bytes, bundleDeps)
  if (typeof made === 'string')
    throw new FailureError('internal', { reason: `the card made is bad: ${made}` })
  return { ...tellCard(made.content, made.fingerprint), bytes }
}

/** A card can be made again, when the first was lost: that founds no second commune. */
const foundOnce = (store: Store, commune: { name: string; place: Place }): ThingId => {
  const founded = store.list({
    kind: 'commune',
    where: [{ field: 'author', is: store.device }],
    limit: 1
  }).rows[0]
  if (founded !== undefined) return founded.id
  const { handle, sealRecipient: sealKey } = store.keyring
  return store.put({ kind: 'commune', fields: { ...commune, firstMember: { handle, sealKey } } }).id
}

/** This device's own entries from the first up to `id`. */
const entriesUpTo = (store: Store, id: ThingId): RawEntry[] => {
  const seq = store.entry(id)?.header.seq ?? 0
  const others = store.have().filter(({ log }) => log !== store.device)
  const entries: RawEntry[] = []
  for (const run of store.runsLackedBy(others)) {
    entries.push(...run.entries)
    if (entries.length >= seq) break
  }
  return entries.slice(0, seq)
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, void> {
  yield bytes
}
