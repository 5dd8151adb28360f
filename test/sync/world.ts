import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportBundle } from '../../electron/carry/export-bundle.ts'
import { importBundle } from '../../electron/carry/import-bundle.ts'
import { makerOf } from '../../electron/carry/maker.ts'
import { openStore, type Store } from '../../electron/store/open-store.ts'
import { FailureError } from '../../shared/errors.ts'
import { kinds } from '../../shared/kinds/index.ts'
import type { EntryId, ThingId } from '../../shared/record/entry.ts'
import { beginFederation, exchange, foundCommune, offerOf } from '../record/federation.ts'
import type { Action } from './actions.ts'
import { linkStores } from './link.ts'

const passphrase = 'salt carts go south in spring'
const secret = new Uint8Array(32).fill(7)
const mostDevices = 34

/** What a store may answer to something that the rules do not let it do. */
const lawful = new Set(['not-allowed', 'thing-unknown', 'request-bad', 'cancelled', 'run-bad', 'bundle-gap'])

interface Device {
  home: string
  store: Store
  clock: { year: number }
}

/** Real stores in folders of their own, and what is done to them. */
export class World {
  readonly devices: Device[] = []
  readonly #root = mkdtempSync(join(tmpdir(), 'chumak-sync-'))
  #made = 0

  static async begin(count: number): Promise<World> {
    const world = new World()
    for (let i = 0; i < count; i++) await world.#open(`device ${i}`, { handle: `Device ${i}` })
    const [founder, ...others] = world.devices as [Device, ...Device[]]
    beginFederation(founder.store, { vouchThreshold: 1 })
    const federation = founder.store.federation()!.id
    for (const [i, { store }] of others.entries()) {
      store.setFederation(federation, secret)
      // some found communes of their own, some come into one, some stay outside for now
      if (i % 3 === 2) continue
      const host = i % 3 === 1 && i > 1 ? others[i - 1]! : founder
      if (i % 3 === 0) foundCommune(store, `Commune ${i}`)
      exchange(store, host.store)
      if (i % 3 === 0) host.store.put({ kind: 'vouch', fields: { for: store.standing().commune!.id } })
      else host.store.put({ kind: 'admit', fields: admission(store) })
      exchange(store, host.store)
    }
    return world
  }

  async #open(name: string, create?: { handle: string }): Promise<Device> {
    const home = join(this.#root, `${name} ${this.#made++}`)
    return this.#enter(home, create)
  }

  async #enter(home: string, create?: { handle: string }): Promise<Device> {
    const clock = { year: 2027 }
    const device = {
      home,
      clock,
      store: await openStore({
        ...{ home, passphrase, scryptCost: 2 ** 10 },
        ...(create && { create }),
        clock: () => Date.UTC(clock.year, 0, 1)
      })
    }
    this.devices.push(device)
    return device
  }

  #at(index: number): Device {
    return this.devices[index % this.devices.length]!
  }

  /** Does it, or what of it the rules allow; answers the stores that may have changed. */
  async perform(action: Action): Promise<Store[]> {
    try {
      return await this.#do(action)
    } catch (error) {
      if (!(error instanceof FailureError && lawful.has(error.failure.code))) throw error
      return 'by' in action ? [this.#at(action.by).store] : []
    }
  }

  async #do(action: Action): Promise<Store[]> {
    if (action.do === 'pair' || action.do === 'link' || action.do === 'stick') {
      const [a, b] = [this.#at(action.a).store, this.#at(action.b).store]
      if (a === b) return []
      if (action.do === 'stick') await this.#carry(a, b, action.steps)
      else if (action.do === 'link') linkStores(a, b, action.pieces)
      else
        for (const [from, to] of [
          [a, b],
          [b, a]
        ] as const)
          hand(from, to, action)
      return [a, b]
    }
    const device = this.#at(action.by)
    const { store } = device
    switch (action.do) {
      case 'write':
        store.put({ kind: 'offer', fields: offerOf(`Good ${action.value % 7}`, action.value) })
        break
      case 'change': {
        const { rows } = store.list({ kind: 'offer', sort: { field: 'good' } })
        const thing = rows[action.thing % Math.max(1, rows.length)]?.id
        if (thing) store.put({ kind: 'offer', thing, fields: changes[action.value % changes.length]! })
        break
      }
      case 'found':
        foundCommune(store, `Late commune ${this.#made++}`)
        break
      case 'vouch': {
        const { rows } = store.list({ kind: 'commune' })
        const other = rows[action.commune % Math.max(1, rows.length)]?.id
        if (other) store.put({ kind: 'vouch', fields: { for: other } })
        break
      }
      case 'admit':
        store.put({ kind: 'admit', fields: admission(this.#at(action.device).store) })
        break
      case 'release':
        release(store, action.device, action.behind)
        break
      case 'leave':
        leave(store)
        break
      case 'forget': {
        const ids = entryIds(store)
        const id = ids[action.entry % Math.max(1, ids.length)]
        if (id) store.put({ kind: 'forget', fields: { entries: [id], why: 'mistake' } })
        break
      }
      case 'clock':
        device.clock.year = action.year
        break
      case 'fork':
        return this.#fork(device)
      case 'crash':
        return this.#crash(device)
    }
    return [store]
  }

  async #carry(from: Store, to: Store, steps: number): Promise<void> {
    const path = join(this.#root, 'stick.caravan')
    const made = await exportBundle({ store: from, path, maker: makerOf(from, 0) })
    if (!made.ok) throw new FailureError(made.error.code, made.error.detail)
    let done = 0
    const signal = { aborted: false }
    const onProgress = () => {
      signal.aborted = ++done > steps
    }
    const taken = await importBundle({ path, store: to, keyring: to.keyring, signal, onProgress })
    if (!taken.ok) throw new FailureError(taken.error.code, taken.error.detail)
  }

  async #fork(device: Device): Promise<Store[]> {
    if (this.devices.length >= mostDevices) return []
    device.store.close()
    const copy = `${device.home} copied ${this.#made++}`
    cpSync(device.home, copy, { recursive: true })
    const again = await this.#enter(device.home)
    this.devices.pop()
    device.store = again.store
    again.clock.year = device.clock.year
    device.clock = again.clock
    const other = await this.#enter(copy)
    return [device.store, other.store]
  }

  /** The files as they lie there while the store is open, taken elsewhere: the log of SQLite unmerged. */
  async #crash(device: Device): Promise<Store[]> {
    const left = `${device.home} left ${this.#made++}`
    cpSync(device.home, left, { recursive: true })
    const acknowledged = device.store.have()
    device.store.close()
    const again = await this.#enter(left)
    this.devices.pop()
    Object.assign(device, again)
    const held = device.store.have()
    if (JSON.stringify(held) !== JSON.stringify(acknowledged))
      throw new Error(`lost in a crash: ${JSON.stringify({ acknowledged, held })}`)
    return [device.store]
  }

  /** Everyone meets everyone's neighbour until nothing new is told. */
  exchangeUntilQuiet(): void {
    const stores = this.devices.map(({ store }) => store)
    for (let round = 0; ; round++) {
      if (round > stores.length + 2) throw new Error('it does not become quiet')
      let moved = 0
      for (const [i, store] of stores.entries()) {
        const next = stores[(i + 1) % stores.length]!
        for (const [from, to] of [
          [store, next],
          [next, store]
        ] as const)
          if (from !== to)
            for (const run of from.runsLackedBy(to.have()))
              moved += to.appendRun(run, { road: 'lan', from: from.device }).added
      }
      if (moved === 0) return
    }
  }

  end(): void {
    for (const { store } of this.devices) store.close()
    rmSync(this.#root, { recursive: true, force: true })
  }
}

const changes = [
  { note: 'in paper sacks' },
  { note: null },
  { massKg: 10 },
  { massKg: 20, closed: true },
  { good: 'Barley' },
  { quantity: 5, bestBefore: '2027-05-12' }
]

const admission = (store: Store) => ({
  ...{ device: store.device, handle: store.keyring.handle },
  sealKey: store.keyring.sealRecipient
})

const entryIds = (store: Store): EntryId[] => store.have().flatMap(({ heads }) => heads.map(({ id }) => id))

const hand = (from: Store, to: Store, how: Action & { do: 'pair' }): void => {
  const runs = [...from.runsLackedBy(to.have())]
  // runs of one log keep their order; the logs come in any
  const logs = [...new Set(runs.map(({ log }) => log))]
  const turned = logs.map((_, i) => logs[(i + how.order) % logs.length]!)
  const ordered = turned.flatMap(log => runs.filter(run => run.log === log)).slice(0, how.runs)
  for (const run of ordered)
    for (let time = 0; time < how.times; time++) to.appendRun(run, { road: 'lan', from: from.device })
}

const membersOf = (store: Store, commune: ThingId) =>
  [...(store.authority().members.get(commune) ?? [])].sort()

const release = (store: Store, index: number, behind: number): void => {
  const commune = store.standing().commune?.id
  if (!commune) return
  const members = membersOf(store, commune)
  const device = members[index % Math.max(1, members.length)]
  if (!device) return
  const seq = Math.max(
    0,
    ...(store.have().find(({ log }) => log === device)?.heads ?? []).map(head => head.seq)
  )
  const over = [...store.authority().heads].slice(0, 256)
  // as it may come from anybody: not held against the rules before it is written
  const fields = { device, lastSeq: Math.max(0, seq - behind) }
  store.write({ kind: 'release', version: kinds.release.version, commune, over, fields })
}

const leave = (store: Store): void => {
  const commune = store.standing().commune?.id
  if (!commune) return
  const last = membersOf(store, commune).map(device => ({
    device,
    seq: Math.max(0, ...(store.have().find(({ log }) => log === device)?.heads ?? []).map(head => head.seq))
  }))
  store.put({ kind: 'leave', over: [...store.authority().heads].slice(0, 256), fields: { last } })
}
