import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createVerifying } from '../../electron/store/node-crypto.ts'
import { openStore, type Store } from '../../electron/store/open-store.ts'
import type { LogId, ThingId } from '../../shared/record/entry.ts'
import { createIsOwnWord, takenInBy } from '../../shared/record/own-word.ts'
import type { Arrival, RecordStore } from '../../shared/record/record-store.ts'

/**
 * Small federations for tests: real stores in temporary folders, joined by keys alone, without cards.
 *
 *   const stepan = await makeDevice({ handle: 'Stepan' })
 *   const { federation, commune } = beginFederation(stepan)
 *   const olha = await makeDevice({ handle: 'Olha' })
 *   foundCommune(olha, 'Orikhiv'); vouchFor(stepan, olha)
 *   exchange(stepan, olha)
 */

export const testPassphrase = 'salt carts go south in spring'
/** scrypt's N: the least that the vault takes, as tests make many */
export const testScryptCost = 2 ** 10

const homes: string[] = []
const stores: Store[] = []

export const temporaryHome = (): string => {
  const home = mkdtempSync(join(tmpdir(), 'chumak-test-'))
  homes.push(home)
  return home
}

/** Closes every store made here and removes its folder: for `afterEach`. */
export const removeDevices = (): void => {
  for (const store of stores.splice(0)) store.close()
  for (const home of homes.splice(0)) rmSync(home, { recursive: true, force: true })
}

/** A device with a record of its own, in no federation yet. */
export const makeDevice = async ({
  handle,
  home = temporaryHome(),
  clock = () => Date.UTC(2026, 4, 3)
}: {
  handle: string
  home?: string
  clock?: () => number
}): Promise<Store> => {
  const store = await openStore({
    home,
    passphrase: testPassphrase,
    create: { handle },
    clock,
    scryptCost: testScryptCost
  })
  stores.push(store)
  return store
}

/** Opens a home again that makeDevice made. */
export const reopenDevice = async (home: string): Promise<Store> => {
  const store = await openStore({ home, passphrase: testPassphrase, clock: () => Date.UTC(2026, 4, 4) })
  stores.push(store)
  return store
}

const place = { lat: 47.65, lon: 36.25, precision: 'coarse' }
const usualSecret = new Uint8Array(32).fill(7)

export const foundCommune = (device: Store, name: string): ThingId =>
  device.put({
    kind: 'commune',
    fields: {
      name,
      place,
      firstMember: { handle: device.keyring.handle, sealKey: device.keyring.sealRecipient }
    }
  }).id

/** The device founds a commune and a federation around it. */
export const beginFederation = (
  device: Store,
  {
    name = 'Salt Road',
    commune = 'Huliaipole',
    vouchThreshold = 1,
    secret = usualSecret
  }: { name?: string; commune?: string; vouchThreshold?: number; secret?: Uint8Array } = {}
): { federation: ThingId; commune: ThingId } => {
  const communeId = foundCommune(device, commune)
  const federation = device.put({
    kind: 'federation',
    fields: { name, vouchThreshold, decisionRule: 'consent' }
  }).id
  device.setFederation(federation, secret)
  return { federation, commune: communeId }
}

/** Devices that somebody took in without handing on their own word for what is sealed to them. */
export const takenInUnsigned = (device: Store): LogId[] => {
  const isOwnWord = createIsOwnWord(createVerifying())
  return device.authorityActs().flatMap(act => (isOwnWord(act) ? [] : (takenInBy(act)?.device ?? [])))
}

const ownCommuneOf = (device: Store): ThingId => {
  const { commune } = device.standing()
  if (!commune) throw new Error(`${device.keyring.handle} is in no commune`)
  return commune.id
}

/** `member` admits the newcomer into its commune; both then hold the same entries. */
export const admit = (member: Store, newcomer: Store): void => {
  member.put({
    kind: 'admit',
    fields: {
      device: newcomer.device,
      handle: newcomer.keyring.handle,
      sealKey: newcomer.keyring.sealRecipient
    }
  })
  welcome(member, newcomer)
}

/** `member`'s commune vouches for the one the newcomer founded; both then hold the same entries. */
export const vouchFor = (member: Store, newcomer: Store): void => {
  exchange(newcomer, member)
  member.put({ kind: 'vouch', fields: { for: ownCommuneOf(newcomer) } })
  welcome(member, newcomer)
}

const welcome = (member: Store, newcomer: Store): void => {
  const federation = member.federation()
  if (!federation) throw new Error(`${member.keyring.handle} is in no federation`)
  newcomer.setFederation(federation.id, member.keyring.federationSecret ?? usualSecret)
  exchange(member, newcomer)
}

/** Gives `to` all it lacks of what `from` holds; answers how many entries that was. */
export const give = (from: RecordStore, to: RecordStore, road: Arrival['road'] = 'bundle'): number => {
  const arrival: Arrival = { road, from: from.device as LogId }
  let added = 0
  for (const run of from.runsLackedBy(to.haveWhole())) added += to.appendRun(run, arrival).added
  return added
}

/** Both ways: afterwards both hold the same entries. */
export const exchange = (a: RecordStore, b: RecordStore): void => {
  give(a, b)
  give(b, a)
}

export const offerOf = (good: string, massKg = 300): Record<string, unknown> => ({
  good,
  category: 'grain',
  quantity: massKg,
  unit: 'kg',
  massKg,
  keep: 'dry'
})
