import '../keeper/web-crypto.ts'
import { randomBytes } from 'node:crypto'
import { Decrypter, Encrypter } from 'age-encryption'
import { FailureError } from '#shared/errors.ts'
import { kinds } from '#shared/kinds/index.ts'
import type { EntryId, LogId, Scope, ThingId } from '#shared/record/entry.ts'
import type { ScopeSecret } from '#shared/record/keyring.ts'
import { mustRenew, readersOf, type ScopeKey } from '#shared/record/scope-keys.ts'
import type { Store } from './open-store.ts'
import { canSealTo } from './seal-recipient.ts'

const secretBytes = 32

/** Opens one key; null where it was sealed to this device and is no key all the same. */
const opened = async (key: ScopeKey, identity: string): Promise<ScopeSecret | null> => {
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  try {
    const secret = await decrypter.decrypt(key.sealed, 'uint8array')
    return secret.length === secretBytes ? { scope: key.scope, key: key.entry, secret } : null
  } catch {
    // sealed wrongly by its author: the same bytes will never open here
    return null
  }
}

/** Takes the secrets that `key` entries bring to this device. */
const openKeys = (store: Store): Promise<void> => openKeysOf(store, store.device, store.keyring.sealIdentity)

/** Takes the secrets that `key` entries bring to a device whose identity is at hand. */
export const openKeysOf = async (store: Store, device: LogId, identity: string): Promise<void> => {
  const held = new Set(store.keyring.secrets.map(({ key }) => key))
  const keys = [...store.keys().values()].flat()
  const mine = keys.filter(key => key.to.includes(device) && !held.has(key.entry))
  const secrets: ScopeSecret[] = []
  for (const key of mine) {
    const secret = await opened(key, identity)
    if (secret) secrets.push(secret)
  }
  store.addSecrets(secrets)
}

/** Writes a new secret of a scope, sealed to those who may read on; it is this device's own once it is written. */
const renew = async (store: Store, scope: Scope, commune: ThingId): Promise<void> => {
  const authority = store.authority()
  const to = readersOf(scope, authority, store.keys().get(scope)?.[0])
  await writeKey(store, scope, commune, to)
}

const writeKey = async (
  store: Store,
  scope: Scope | undefined,
  commune: ThingId,
  to: readonly LogId[]
): Promise<EntryId> => {
  const encrypter = new Encrypter()
  const { devices, heads } = store.authority()
  for (const log of to) {
    const device = devices.get(log)
    if (!device) throw new FailureError('internal', { reason: `no seal key of ${log}` })
    // it is a reader all the same: whoever told its key wrongly is to tell it anew, and nobody waits for that
    if (canSealTo(device.sealKey)) encrypter.addRecipient(device.sealKey)
  }
  const secret = randomBytes(secretBytes)
  const sealed = await encrypter.encrypt(secret)
  secret.fill(0)
  const over = heads.slice(0, 256)
  const fields = { ...(scope !== undefined && { scope }), to: [...to], sealed }
  return store.write({
    ...{ kind: 'key', version: kinds.key.version, commune, fields },
    ...(over.length > 0 && { over: [...over] })
  }).id
}

export interface SettleOptions {
  /**
   * `own`: renew only what this device's own releases ask for, as others do the same for theirs;
   * `all`: also what somebody else may have left undone
   */
  renew: 'own' | 'all'
}

/**
 * Brings this device's secrets up to what the record says: opens those it was given, and renews those that
 * somebody knows who may read no more. Interrupted at any point it does no harm and goes on when it is
 * asked again: a key stands in the record, sealed to its author too, before anything uses it.
 */
export const settleSecrets = async (store: Store, options: SettleOptions): Promise<void> => {
  await openKeys(store)
  const authority = store.authority()
  const own = store.standing().commune?.id
  if (own === undefined || !authority.communesOf.has(store.device)) return
  if (authority.forks.has(store.device)) return
  const acts = store.authorityActs()
  for (const scope of new Set(store.keyring.secrets.map(one => one.scope))) {
    const newest = store.keys().get(scope)?.[0]
    if (!readersOf(scope, authority, newest).includes(store.device)) continue
    if (scope === 'federation' && !authority.communesIn.has(own)) continue
    if (!mustRenew(scope, authority, acts, newest)) continue
    const commune = authority.members.has(scope as ThingId) ? (scope as ThingId) : own
    if (options.renew === 'own' && !isOurs(store)) continue
    await renew(store, scope, commune)
  }
  await openKeys(store)
}

/** Whether the last word of a release was this device's, so that the renewal falls to it. */
const isOurs = (store: Store): boolean =>
  store.authority().released.some(({ by }) => store.entry(by.at(-1)!)?.log === store.device)

/** The commune's members get a secret in common where they have none yet. */
export const beginCommuneScope = async (store: Store, commune: ThingId): Promise<void> => {
  await openKeys(store)
  if (store.keyring.secretsOf(commune).length > 0) return
  if (!store.authority().members.get(commune)?.has(store.device))
    throw new FailureError('not-allowed', { reason: 'not-member' })
  await renew(store, commune, commune)
  await openKeys(store)
}

/** Begins a case: a scope that only these devices read, whatever communes they belong to. Answers its scope. */
export const beginCase = async (store: Store, parties: readonly LogId[]): Promise<Scope> => {
  const commune = store.standing().commune?.id
  if (commune === undefined) throw new FailureError('not-allowed', { reason: 'no-commune' })
  const to = [...new Set([store.device, ...parties])].sort()
  const scope = await writeKey(store, undefined, commune, to)
  await openKeys(store)
  return scope
}

/** New secrets for the federation and this device's commune, so that whoever is a member now gets them sealed. */
export const renewSecrets = async (store: Store): Promise<void> => {
  const own = store.standing().commune?.id
  if (own === undefined) throw new FailureError('not-allowed', { reason: 'no-commune' })
  await settleSecrets(store, { renew: 'own' })
  for (const scope of ['federation', own]) await renew(store, scope, own)
  await openKeys(store)
}
