/** Devices for link and LAN tests: a record in memory, keys, and a federation secret, all on loopback. */
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:net'
import { performance } from 'node:perf_hooks'
import type { LogId } from '#shared/record/entry.ts'
import type { Keyring } from '#shared/record/keyring.ts'
import { createLan, type Lan, type LanDeps } from '../../electron/lan/lan.ts'
import {
  createMemoryStore,
  createSigning,
  hashing,
  type MemoryStore,
  verifying
} from '../replication/memory-store.ts'

export interface Device {
  keyring: Keyring
  store: MemoryStore
}

/** `older` are secrets from before the newest, newest first. */
export const createDevice = (
  federationSecret: Uint8Array,
  runEntries = 1000,
  older: Uint8Array[] = []
): Device => {
  const signing = createSigning()
  const keyring: Keyring = {
    publicKey: signing.publicKey,
    sign: message => signing.sign(message),
    ...{ handle: 'someone', sealIdentity: '', sealRecipient: '', federationSecret },
    ...{ federationSecrets: [federationSecret, ...older], secretsOf: () => [], secrets: [] }
  }
  return { keyring, store: createMemoryStore(signing, runEntries) }
}

export const createSecret = () => new Uint8Array(randomBytes(32))

/** A LAN that is reached by address alone; `members` may grow while it runs. */
export const createLoopbackLan = (device: Device, members: Set<LogId>, more: Partial<LanDeps> = {}): Lan =>
  createLan({
    store: device.store,
    keyring: device.keyring,
    ...{ hashing, verifying, discover: false },
    clock: { nowMs: () => Date.now(), monotonicMs: () => performance.now() },
    isMember: log => members.has(log),
    describe: () => ({ handle: null, communeName: null }),
    onStatus: () => undefined,
    onAppended: () => undefined,
    ...more
  })

/** A port that was free a moment ago. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const bound = server.address()
      server.close(() => resolve(typeof bound === 'object' && bound ? bound.port : 0))
    })
  })

/** Waits for what is bound to come. */
export const until = async (holds: () => boolean, withinMs = 25_000): Promise<void> => {
  const givenUpAt = performance.now() + withinMs
  while (!holds()) {
    if (performance.now() > givenUpAt) throw new Error(`still not so after ${withinMs} ms: ${holds}`)
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}
