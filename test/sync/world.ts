import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore, type Store } from '../../electron/store/open-store.ts'
import { FailureError } from '../../shared/errors.ts'
import { beginFederation, exchange, foundCommune, offerOf } from '../record/federation.ts'
import type { Action } from './actions.ts'
import { cardOf, type Deed, deedOf, newcomerOf } from './deeds.ts'
import { Tally } from './events.ts'
import { linkStores } from './link.ts'
import { isMember } from './naive/authority.ts'
import { judgeClaim } from './naive/judge.ts'
import { checkDisk, Oracle } from './oracle.ts'
import { carry, checkMet, hand, meet } from './roads.ts'
import { playScene } from './scenes.ts'

const passphrase = 'salt carts go south in spring'
const secret = new Uint8Array(32).fill(7)
const mostDevices = 34

export interface Device {
  home: string
  store: Store
  clock: { year: number }
}

type Road = Extract<Action, { do: 'pair' | 'link' | 'stick' | 'lacking' | 'pack' }>

/** Real stores in folders of their own, and what is done to them. */
export class World {
  readonly devices: Device[] = []
  /** how often each action did what it was meant to */
  readonly effects = new Tally()
  readonly #root = mkdtempSync(join(tmpdir(), 'chumak-sync-'))
  #oracle: Oracle | null = null
  #made = 0

  static async begin(count: number): Promise<World> {
    const world = new World()
    for (let i = 0; i < count; i++) await world.#open(`device ${i}`, { handle: `Device ${i}` })
    const [founder, ...others] = world.devices as [Device, ...Device[]]
    const { federation } = beginFederation(founder.store, { vouchThreshold: 1 })
    world.#oracle = new Oracle(federation)
    for (const [i, { store }] of others.entries()) {
      store.setFederation(federation, secret)
      // three are of one commune; others found communes of their own, come into those, or stay outside for now
      if (i % 3 === 1 && i > 1) continue
      const founds = i > 1 && i % 3 === 2
      const host = i > 1 && i % 3 === 0 ? others[i - 1]! : founder
      if (founds) foundCommune(store, `Commune ${i}`)
      exchange(store, host.store)
      if (founds) host.store.put({ kind: 'vouch', fields: { for: store.standing().commune!.id } })
      else host.store.put({ kind: 'admit', fields: { ...(i % 2 === 0 ? newcomerOf(store) : cardOf(store)) } })
      exchange(store, host.store)
    }
    return world
  }

  get oracle(): Oracle {
    return this.#oracle!
  }

  async #open(name: string, create?: { handle: string }): Promise<Device> {
    const device = await this.#enter(join(this.#root, `${name} ${this.#made++}`), create)
    this.devices.push(device)
    return device
  }

  async #enter(home: string, create?: { handle: string }): Promise<Device> {
    const clock = { year: 2027 }
    const store = await openStore({
      ...{ home, passphrase, scryptCost: 2 ** 10 },
      ...(create && { create }),
      clock: () => Date.UTC(clock.year, 0, 1)
    })
    return { home, clock, store }
  }

  at(index: number): Device {
    return this.devices[index % this.devices.length]!
  }

  #deviceFor(action: { do: Action['do']; by: number }): Device {
    if (action.do === 'covenant') return this.#founderAt(action.by)
    // also those of communes that left may vouch
    return action.do === 'vouch' && action.by % 2 === 0 ? this.at(action.by >> 1) : this.writerAt(action.by)
  }

  /** Most often a device that stands in the federation: others can write little. */
  writerAt(index: number): Device {
    const standing = this.devices.filter(({ store }) => {
      const own = store.ownCommune()
      const { communesIn, forks } = store.authority()
      return own !== null && communesIn.has(own) && !forks.has(store.device)
    })
    const among = index % 5 === 0 || standing.length === 0 ? this.devices : standing
    return among[index % among.length]!
  }

  /** A device of the founder's commune; any, where none is left. */
  #founderAt(index: number): Device {
    const founders = this.devices.filter(({ store }) => {
      const founder = store.get(this.oracle.federation)?.commune
      return founder != null && store.authority().members.get(founder)?.has(store.device)
    })
    return founders[index % Math.max(1, founders.length)] ?? this.at(index)
  }

  /** Does it, as far as the rules allow it; answers the stores that may have changed. */
  async perform(action: Action): Promise<Store[]> {
    switch (action.do) {
      case 'pair':
      case 'link':
      case 'stick':
      case 'lacking':
      case 'pack':
        return this.#meet(action)
      case 'quarrel':
      case 'rekey':
      case 'return':
      case 'inherit':
      case 'forget-together':
      case 'contest':
        return playScene(this, action)
      case 'fork':
        return this.#fork(action)
      case 'crash':
        return this.#crash(this.at(action.by))
      case 'clock': {
        const { clock, store } = this.at(action.by)
        if (clock.year !== action.year) this.effects.count('clock')
        clock.year = action.year
        return [store]
      }
      default: {
        const { store } = this.#deviceFor(action)
        const stores = this.devices.map(device => device.store)
        const deed = deedOf(action, store, this.oracle.view(store), stores)
        if (deed && (await this.attempt(store, deed))) this.effects.count(action.do)
        if (action.do !== 'covenant' || action.back === 0) return [store]
        const back = deedOf({ ...action, threshold: 1 }, store, this.oracle.view(store), stores)
        if (back) await this.attempt(store, back)
        return [store]
      }
    }
  }

  /** Writes it, and holds what became of that against the rules; answers whether it did what was meant. */
  async attempt(store: Store, { claim, write, took, must }: Deed): Promise<boolean> {
    const before = this.oracle.view(store)
    const { standing } = before
    const { device } = store
    const seq = 1 + Math.max(0, ...before.held.filter(({ log }) => log === device).map(one => one.seq))
    const forked = standing.forks.has(device) ? 'forked' : null
    const why = forked ?? (claim && judgeClaim(standing, { ...claim, log: device, seq }))
    try {
      await write()
    } catch (error) {
      const code = error instanceof FailureError ? error.failure.code : null
      if (why === null || (code !== 'not-allowed' && code !== 'device-forked')) throw error
      return false
    }
    const after = this.oracle.check(store)
    // to settle nothing is no deed
    if (after.held.length === before.held.length) return false
    if (why !== null) throw new Error(`${claim?.kind} by ${device} was written, by the rules it is ${why}`)
    const did = took(before, after)
    if (must && !did)
      throw new Error(`what ${device} wrote had no effect, by the rules it must: ${claim?.kind}`)
    return did
  }

  async #meet(action: Road): Promise<Store[]> {
    const [a, b] = [this.at(action.a).store, this.at(action.b).store]
    if (a === b) return []
    const before = [a.lastArrival(), b.lastArrival()]
    if (action.do === 'stick' || action.do === 'lacking' || action.do === 'pack') {
      const path = join(this.#root, 'stick.caravan')
      await carry(a, b, action, { path, mayRead: this.#mayRead(a, b) })
    } else if (action.do === 'link') linkStores(a, b, action.pieces)
    else {
      hand(a, b, action)
      hand(b, a, action)
    }
    const cut = action.do === 'pair' ? action.runs : action.do === 'link' ? action.pieces : 0
    if (cut >= 1e9) checkMet(a, b)
    if (a.lastArrival() + b.lastArrival() > before[0]! + before[1]!) this.effects.count(action.do)
    return [a, b]
  }

  /** Who holds the newest secret, and members who may not have heard of it, read what is sealed for the federation. */
  #mayRead(from: Store, to: Store): boolean {
    const newest = Buffer.from(from.keyring.federationSecret!)
    if (to.keyring.secretsOf('federation').some(one => newest.equals(one))) return true
    const { standing } = this.oracle.view(from)
    const isReader = [...standing.communesIn].some(commune => isMember(standing, commune, to.device))
    // somebody may have been told another key for it than its own
    const sealKey = from.authority().devices.get(to.device)?.sealKey
    return isReader && !standing.forks.has(to.device) && sealKey === to.keyring.sealRecipient
  }

  async #fork(action: Action & { do: 'fork' }): Promise<Store[]> {
    const device = this.writerAt(action.by)
    if (this.devices.length >= mostDevices) return []
    device.store.close()
    const copy = `${device.home} copied ${this.#made++}`
    cpSync(device.home, copy, { recursive: true })
    device.store = (await this.#again(device, device.home)).store
    const other = await this.#again(device, copy)
    this.devices.push(other)
    const copies = [device.store, other.store]
    let wrote = 0
    for (const [i, store] of copies.entries())
      for (let n = 0; n < action.writes; n++) {
        const commune = store.ownCommune() ?? undefined
        const fields = offerOf(`Good ${i}`, 100 + n)
        const write = () => void store.put({ kind: 'offer', fields })
        if (
          await this.attempt(store, {
            claim: { kind: 'offer', commune },
            write,
            took: () => true,
            must: true
          })
        )
          wrote += 1
      }
    const third = this.at(action.third).store
    if (action.meet && !copies.includes(third)) {
      for (const store of copies) meet(store, third)
      const isForked = this.oracle.view(third).standing.forks.has(device.store.device)
      if (wrote > 0 && action.writes > 0 && !isForked)
        throw new Error('both copies wrote, and no fork is seen')
      if (isForked) this.effects.count('fork')
      copies.push(third)
    }
    return copies
  }

  async #again({ clock }: Device, home: string): Promise<Device> {
    const again = await this.#enter(home)
    again.clock.year = clock.year
    checkDisk(again.store)
    return again
  }

  /** The files as they lie there while the store is open, taken elsewhere: the log of SQLite unmerged. */
  async #crash(device: Device): Promise<Store[]> {
    const left = `${device.home} left ${this.#made++}`
    cpSync(device.home, left, { recursive: true })
    const acknowledged = headsIn(device.store)
    device.store.close()
    Object.assign(device, await this.#again(device, left))
    const held = headsIn(device.store)
    if (held !== acknowledged) throw new Error(`lost in a crash: ${acknowledged} became ${held}`)
    this.effects.count('crash')
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
            for (const run of from.runsLackedBy(to.haveWhole())) {
              const { added, filled } = to.appendRun(run, { road: 'lan', from: from.device })
              moved += added + filled
            }
      }
      if (moved === 0) return
    }
  }

  end(): void {
    for (const { store } of this.devices) store.close()
    rmSync(this.#root, { recursive: true, force: true })
  }
}

const headsIn = (store: Store): string =>
  store
    .have()
    .flatMap(({ log, heads }) => heads.map(({ seq, id }) => `${log} ${seq} ${id}`))
    .sort()
    .join()
