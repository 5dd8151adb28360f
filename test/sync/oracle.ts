import type { Store } from '../../electron/store/open-store.ts'
import type { EntryId } from '../../shared/record/entry.ts'
import { eventsIn, Tally } from './events.ts'
import { communesWith, isMember, type Standing, standingOf } from './naive/authority.ts'
import { sealKeysOf } from './naive/devices.ts'
import { type Grants, personIn } from './naive/grants.ts'
import { isForgotten, type Judged, judgeAll, ruleOf } from './naive/judge.ts'
import { keysOf } from './naive/keys.ts'
import { type Archive, pair, type Saying, sayingsOf } from './naive/sayings.ts'
import { stateOf } from './naive/state.ts'

/** What the rules, written down in `naive/` a second time, say of what one device holds. */
export interface View {
  held: Saying[]
  standing: Standing
  judged: Judged
  state: string
  keys: Map<string, string[]>
}

/** Judges devices by rules of its own; it remembers all words it ever read. */
export class Oracle {
  readonly archive: Archive = new Map()
  /** in how many checks each of `wantedEvents` was seen */
  readonly events = new Tally()
  /** devices often hold the same */
  readonly #known = new Map<string, View>()
  /** of each device, what it was held against last */
  readonly #checked = new WeakMap<Store, View>()

  constructor(readonly federation: string) {}

  view(store: Store): View {
    const held = sayingsOf(store, this.archive)
    const key = held
      .map(({ id, body }) => (body ? id : `${id} gone`))
      .sort()
      .join()
    const known = this.#known.get(key)
    if (known) return known
    const standing = standingOf(held, this.federation)
    const judged = judgeAll(held, standing)
    const view = { held, standing, judged, state: stateOf(judged), keys: keysOf(standing) }
    if (this.#known.size >= 12) this.#known.delete(this.#known.keys().next().value!)
    this.#known.set(key, view)
    return view
  }

  /** Throws with what a device sees otherwise than the rules do; answers what they see. */
  check(store: Store): View {
    const view = this.view(store)
    if (this.#checked.get(store) === view) return view
    this.#checked.set(store, view)
    checkStanding(store, view)
    for (const { id, log, seq } of view.held)
      same(
        `${this.archive.get(id)?.kind} ${id} (${seq} of ${log}) is set aside`,
        store.whyAside(id as EntryId),
        view.judged.aside.get(id) ?? null
      )
    for (const { id, body } of view.held) {
      const words = this.archive.get(id)
      if (body && view.judged.aside.get(id) === 'forgotten')
        throw new Error(`${id} is to be forgotten and is there`)
      if (!body && words && ruleOf(words.kind).kept) throw new Error(`a ${words.kind}, ${id}, lost its words`)
    }
    checkShown(store, view)
    for (const event of eventsIn(view)) this.events.count(event)
    return view
  }

  /** Where all is known to all: gone is what was to be forgotten, by what it said, and nothing else. */
  checkForgotten(view: View): void {
    const { forgets } = view.judged
    for (const saying of view.held) {
      const asked = isForgotten(view.standing, forgets, saying, this.archive.get(saying.id) ?? null)
      if (asked !== (saying.body === null))
        throw new Error(
          `${saying.id} is ${asked ? 'to be' : 'not to be'} forgotten and ${asked ? 'there' : 'gone'}`
        )
    }
  }
}

/** That what lies on disk is what was signed. */
export const checkDisk = (store: Store): void => {
  const { problems } = store.verifyAll()
  if (problems.length > 0) throw new Error(`its logs do not verify: ${JSON.stringify(problems)}`)
}

const same = (what: string, told: unknown, expected: unknown): void => {
  const [is, ought] = [JSON.stringify(told), JSON.stringify(expected)]
  if (is !== ought) throw new Error(`${what}: ${is}, by the rules ${ought}`)
}

const pairsOf = (sets: ReadonlyMap<string, Iterable<string>>): string[] =>
  [...sets].flatMap(([commune, logs]) => [...logs].map(log => pair(commune, log))).sort()

const personsOf = (maps: ReadonlyMap<string, ReadonlyMap<string, string>>): string[] =>
  [...maps]
    .flatMap(([commune, of]) => [...of].map(([log, person]) => `${pair(commune, log)} ${person}`))
    .sort()
const personsBy = (grants: Grants): string[] =>
  [...grants].map(([key, [grant]]) => `${key} ${personIn(grants, grant!.commune, grant!.device)}`).sort()

const numbersOf = (maps: ReadonlyMap<string, ReadonlyMap<string, number>>, less = 0): string[] =>
  [...maps]
    .flatMap(([commune, of]) => [...of].map(([log, seq]) => `${pair(commune, log)} ${seq - less}`))
    .sort()

const checkStanding = (store: Store, { standing, keys }: View): void => {
  const authority = store.authority()
  const ever = [...standing.grants.keys()].sort()
  same(
    'who is a member',
    pairsOf(authority.members),
    ever.filter(key => !standing.pins.has(key))
  )
  same('who ever was a member', pairsOf(authority.everMembers), ever)
  same('whose each member’s device is', personsOf(authority.persons), personsBy(standing.grants))
  same('who was taken in, and whose device it is', personsOf(authority.takenIn), personsBy(standing.takenIn))
  same('which communes are in', [...authority.communesIn].sort(), [...standing.communesIn].sort())
  same('which communes left', numbersOf(authority.left, 1), numbersOf(standing.left))
  const pins = [...standing.pins].map(([key, { lastSeq }]) => `${key} ${lastSeq}`).sort()
  same('up to where a log is honoured', numbersOf(authority.pins), pins)
  const entries = (map: ReadonlyMap<string, unknown>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1))
  same('where logs forked', entries(authority.forks), entries(standing.forks))
  same('how many must vouch', authority.vouchThreshold, standing.threshold)
  const sealKeys = new Map([...authority.devices].map(([device, { sealKey }]) => [device, sealKey]))
  same('which key each device is sealed to', entries(sealKeys), entries(sealKeysOf(standing)))
  const told = new Map([...store.keys()].map(([scope, of]) => [scope, of.map(({ entry }) => entry)]))
  same('which keys count', entries(told), entries(keys))
  const own = store.ownCommune()
  const possible = communesWith(standing, store.device)
  if (own === null ? possible.length > 0 : !isMember(standing, own, store.device))
    throw new Error(`it speaks for ${own}, by the rules for one of ${JSON.stringify(possible)}`)
}

const checkShown = (store: Store, { judged, state }: View): void => {
  const { state: told } = store.stats()
  if (told !== state) {
    for (const { first, fields, contested, heads, claimedAt } of judged.things.values()) {
      const row = store.get(first.id)
      same(
        `what ${first.body.kind} ${first.id} comes to`,
        row && [sorted(row.fields), sorted(row.contested ?? {}), row.heads, row.claimedAt],
        [sorted(fields), sorted(contested), heads, claimedAt]
      )
    }
    throw new Error(`its state is ${told}, by the rules ${state}`)
  }
}

const sorted = (fields: object): object =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => !(value instanceof Uint8Array))
      .sort(([a], [b]) => (a < b ? -1 : 1))
  )
