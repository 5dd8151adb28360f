import { writeBundle } from '#shared/bundle/write-bundle.ts'
import type { Card, Row } from '#shared/contract.ts'
import { FailureError, type Result } from '#shared/errors.ts'
import type { CardContent } from '#shared/invitation/card.ts'
import { encodeWelcomeHead } from '#shared/invitation/welcome-head.ts'
import type { Scope, ThingId } from '#shared/record/entry.ts'
import { idToBytes } from '#shared/record/ids.ts'
import type { Keyring } from '#shared/record/keyring.ts'
import { encrypted } from '../carry/age-file.ts'
import { bundleDeps } from '../carry/bundle-deps.ts'
import type { Cancelling } from '../carry/cancelling.ts'
import { type OnProgress, writeRecord } from '../carry/export-bundle.ts'
import type { Maker } from '../carry/maker.ts'
import { settle } from '../carry/settle.ts'
import { manifestOf, writeBundleFile } from '../carry/write-bundle-file.ts'
import type { Store } from '../store/open-store.ts'
import { type HandedOver, loadCard, tellCard } from './read-card.ts'
import { vouchersOf } from './vouchers.ts'

export interface CardAnswered {
  store: Store
  maker: Maker
  card: HandedOver
  /** the card is of this person's own other device */
  own?: boolean | undefined
  /** others let its device in already: the welcome alone is wanted */
  letIn?: 'already'
}
export interface Welcome extends CardAnswered {
  /** the `.welcome` file to write */
  path: string
  signal?: Cancelling
  /** in entries */
  onProgress?: OnProgress
}
/** The answer to a card, with the welcome's bytes, to be shown as a code. */
export interface WelcomeCode extends Card {
  bytes: Uint8Array
}

/**
 * Answers a card: admits its device into our commune, or takes in its commune's first entries and vouches
 * for it; then writes the welcome with the federation's secret and the whole record, for the card's device
 * alone. What was done for a card before is not done twice. Failures: card-bad, no-federation, not-allowed,
 * and those of an export; an entry once written stands even where the file then cannot be written.
 */
export const welcome = (what: Welcome): Promise<Result<Card>> =>
  settle(async () => {
    const { store, maker, path, signal, onProgress } = what
    const { content, fingerprint, federation, head } = await answerCard(what)
    await writeRecord({
      store,
      theirs: [],
      // who stands where must come whole, whatever else is missing here; the newcomer asks for it as this device does
      bodies: 'as-held',
      signal,
      onProgress,
      write: (promised, runs, blobs) =>
        writeBundleFile({
          path,
          readers: [content.sealRecipient],
          manifest: manifestOf(federation, maker, promised),
          runs,
          blobs: blobs.read(),
          head: { form: 'welcome', payload: head },
          maker,
          device: store.device
        })
    })
    return tellCard(content, fingerprint)
  })

/**
 * The same with a small welcome: the secret without the record, which then comes over the local network or
 * on a stick. It is short enough to be shown as a code.
 */
export const welcomeCode = (what: CardAnswered): Promise<Result<WelcomeCode>> =>
  settle(async () => {
    const { content, fingerprint, federation, head } = await answerCard(what)
    const plain = writeBundle({
      manifest: manifestOf(federation, what.maker, { entries: 0, entryBytes: 0, ranges: [] }),
      runs: none,
      head: { form: 'welcome', payload: head },
      signing: what.maker.keyring,
      ...bundleDeps
    })
    const pieces: Uint8Array[] = []
    for await (const piece of encrypted(plain, [content.sealRecipient])) pieces.push(piece)
    return { ...tellCard(content, fingerprint), bytes: new Uint8Array(Buffer.concat(pieces)) }
  })

const none: AsyncIterable<never> = {
  [Symbol.asyncIterator]: () => ({ next: async () => ({ done: true, value: undefined }) })
}

/** Lets the card's device in, and makes the head of its welcome. */
const answerCard = async ({ store, maker, card, own, letIn }: CardAnswered) => {
  const federation = store.federation()
  if (federation === null || maker.keyring.federationSecret === null) throw new FailureError('no-federation')
  const ours = store.standing().commune?.id
  if (ours === undefined) throw new FailureError('not-allowed', { reason: 'no-commune' })

  const { content, fingerprint } = await loadCard(card)
  if (content.device === store.device)
    throw new FailureError('card-bad', { reason: "it is this device's own" })
  const { forks, pins } = store.authority()
  if (forks.has(content.device) || pins.get(content.commune?.id ?? ours)?.has(content.device))
    throw new FailureError('device-released')
  if (letIn === 'already') requireMember(store, content.device)
  else if (content.commune === null) admitOnce(store, ours, content, own ?? false)
  else vouchOnce(store, ours, content.device, content.commune)

  const head = encodeWelcomeHead({
    device: bytesOf(content.device),
    federation: bytesOf(federation.id),
    federationName: federation.name,
    // who vouches for a commune gives no key of its own commune away
    secrets: secretsFor(
      maker.keyring,
      content.commune === null && letIn === undefined ? ['federation', ours] : ['federation']
    )
  })
  return { content, fingerprint, federation, head }
}

/** The newest first: whoever takes the welcome holds no `key` entry yet that tells their order. */
const secretsFor = (keyring: Keyring, scopes: readonly Scope[]) =>
  scopes.flatMap(scope => {
    const newestFirst = keyring.secretsOf(scope)
    return keyring.secrets
      .filter(one => one.scope === scope)
      .sort((a, b) => newestFirst.indexOf(a.secret) - newestFirst.indexOf(b.secret))
      .map(({ key, secret }) => ({ scope, key: key === null ? null : bytesOf(key), secret }))
  })

const requireMember = (store: Store, device: CardContent['device']): void => {
  if (!store.authority().communesOf.has(device))
    throw new FailureError('not-allowed', { reason: 'not-member' })
}

const admitOnce = (store: Store, ours: ThingId, card: CardContent, own: boolean): void => {
  if (store.authority().members.get(ours)?.has(card.device)) return
  store.put({
    kind: 'admit',
    commune: ours,
    fields: {
      ...{ device: card.device, handle: card.handle, sealKey: card.sealRecipient },
      ...{ card: card.signature, ...(own && { own }) }
    }
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
    limit: 10_000
  })
  // one from before it left brings it back no more than none
  const vouched = vouchersOf(store, commune.id, vouches.rows as Row<'vouch'>[])
  if (!vouched.has(ours)) store.put({ kind: 'vouch', commune: ours, fields: { for: commune.id } })
}

const bytesOf = (id: string): Uint8Array => {
  const bytes = idToBytes(id)
  if (bytes === null) throw new RangeError(`not an id: ${id}`)
  return bytes
}
