import type { Card } from '#shared/contract.ts'
import { FailureError, type Result } from '#shared/errors.ts'
import type { CardContent } from '#shared/invitation/card.ts'
import { encodeWelcomeHead } from '#shared/invitation/welcome-head.ts'
import type { ThingId } from '#shared/record/entry.ts'
import { idToBytes } from '#shared/record/ids.ts'
import type { Cancelling } from '../carry/cancelling.ts'
import { type OnProgress, writeRecord } from '../carry/export-bundle.ts'
import type { Maker } from '../carry/maker.ts'
import { settle } from '../carry/settle.ts'
import { manifestOf, writeBundleFile } from '../carry/write-bundle-file.ts'
import type { Store } from '../store/open-store.ts'
import { loadCard, tellCard } from './read-card.ts'

export interface Welcome {
  store: Store
  maker: Maker
  cardPath: string
  /** the `.welcome` file to write */
  path: string
  signal?: Cancelling
  /** in entries */
  onProgress?: OnProgress
}

/**
 * Answers a card: admits its device into our commune, or takes in its commune's first entries and vouches
 * for it; then writes the welcome with the federation's secret and the whole record, for the card's device
 * alone. What was done for a card before is not done twice. Failures: card-bad, no-federation, not-allowed,
 * and those of an export; an entry once written stands even where the file then cannot be written.
 */
export const welcome = (what: Welcome): Promise<Result<Card>> =>
  settle(async () => {
    const { store, maker, cardPath, path, signal, onProgress } = what
    const federation = store.federation()
    const secret = maker.keyring.federationSecret
    if (federation === null || secret === null) throw new FailureError('no-federation')
    const ours = store.standing().commune?.id
    if (ours === undefined) throw new FailureError('not-allowed', { reason: 'no-commune' })

    const { content, fingerprint } = await loadCard(cardPath)
    if (content.device === store.device)
      throw new FailureError('card-bad', { reason: "it is this device's own" })
    if (content.commune === null) admitOnce(store, ours, content)
    else vouchOnce(store, ours, content.device, content.commune)

    const head = encodeWelcomeHead({
      device: bytesOf(content.device),
      federation: bytesOf(federation.id),
      federationName: federation.name,
      secret
    })
    await writeRecord({
      store,
      theirs: [],
      signal,
      onProgress,
      write: (promised, runs) =>
        writeBundleFile({
          path,
          recipient: content.sealRecipient,
          manifest: manifestOf(federation, maker, promised),
          runs,
          welcome: head,
          maker,
          device: store.device
        })
    })
    return tellCard(content, fingerprint)
  })

const admitOnce = (store: Store, ours: ThingId, card: CardContent): void => {
  if (store.authority().members.get(ours)?.has(card.device)) return
  store.put({
    kind: 'admit',
    commune: ours,
    fields: { device: card.device, handle: card.handle, sealKey: card.sealRecipient }
  })
}

const vouchOnce = (
  store: Store,
  ours: ThingId,
  device: CardContent['device'],
  commune: NonNullable<CardContent['commune']>
): void => {
  store.appendRun(commune.run, { road: 'bundle', from: device })
  const vouches = store.list({
    kind: 'vouch',
    where: [
      { field: 'for', is: commune.id },
      { field: 'commune', is: ours }
    ],
    limit: 1
  })
  if (vouches.total === 0) store.put({ kind: 'vouch', commune: ours, fields: { for: commune.id } })
}

const bytesOf = (id: string): Uint8Array => {
  const bytes = idToBytes(id)
  if (bytes === null) throw new RangeError(`not an id: ${id}`)
  return bytes
}
