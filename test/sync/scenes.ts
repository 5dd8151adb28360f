import type { Store } from '../../electron/store/open-store.ts'
import { kinds } from '../../shared/kinds/index.ts'
import type { Action } from './actions.ts'
import { cardOf, type Deed, deedOf, membersOf, newcomerOf, releaseDeed } from './deeds.ts'
import { isMember } from './naive/authority.ts'
import { pair } from './naive/sayings.ts'
import { meet } from './roads.ts'
import type { World } from './world.ts'

/** What takes several devices one after the other, and would hardly ever come about by chance. */
type Scene = Extract<
  Action,
  { do: 'quarrel' | 'rekey' | 'return' | 'inherit' | 'forget-together' | 'contest' }
>

/** Plays it as far as the rules allow it; answers the stores that may have changed. */
export const playScene = async (world: World, scene: Scene): Promise<Store[]> => {
  switch (scene.do) {
    case 'quarrel':
      return quarrel(world, scene)
    case 'rekey':
      return rekey(world, scene)
    case 'return':
      return comeBack(world, scene)
    case 'inherit':
      return inherit(world, scene)
    case 'forget-together':
      return forgetTogether(world, scene)
    case 'contest':
      return contest(world, scene)
  }
}

const members = (world: World, store: Store, commune: string): string[] =>
  membersOf(world.oracle.view(store), commune)

/** Another device that stands for the same commune, as both know. */
const companionOf = (world: World, store: Store, index: number): Store | undefined => {
  const commune = store.ownCommune()
  if (commune === null) return undefined
  const knowsBoth = (one: Store, other: Store) =>
    [one, other].every(({ device }) => members(world, one, commune).includes(device))
  const others = world.devices
    .map(device => device.store)
    .filter(other => other.device !== store.device && other.ownCommune() === commune)
    .filter(other => knowsBoth(store, other) && knowsBoth(other, store))
  return others[index % Math.max(1, others.length)]
}

/** A device of another commune that is in. */
const hostOf = (world: World, store: Store, index: number): Store | undefined => {
  const others = world.devices
    .map(device => device.store)
    .filter(other => {
      const own = other.ownCommune()
      const { communesIn, forks } = other.authority()
      return own !== null && own !== store.ownCommune() && communesIn.has(own) && !forks.has(other.device)
    })
  return others[index % Math.max(1, others.length)]
}

const quarrel = async (world: World, scene: Scene & { do: 'quarrel' }): Promise<Store[]> => {
  const { store } = world.writerAt(scene.by)
  const commune = store.ownCommune()
  const other = companionOf(world, store, scene.device)
  if (commune === null || !other) return []
  const against = (one: Store, device: string) =>
    releaseDeed(one, world.oracle.view(one), commune, device, { behind: 0, proof: 1 })
  const words: [Store, Deed][] = [
    [store, against(store, other.device)],
    [other, against(other, store.device)]
  ]
  const took: boolean[] = []
  for (const [one, deed] of words) took.push(await world.attempt(one, deed))
  if (scene.meet) meet(store, other)
  if (took.includes(true)) world.effects.count(scene.do)
  return [store, other]
}

/** With a new device key in the old home, let in again by whoever may. */
const rekey = async (world: World, scene: Scene & { do: 'rekey' }): Promise<Store[]> => {
  const device = world.at(scene.by)
  const old = device.store
  const commune = old.ownCommune()
  if (scene.release && commune !== null)
    await world.attempt(
      old,
      releaseDeed(old, world.oracle.view(old), commune, old.device, { behind: 0, proof: 0 })
    )
  device.store = await old.renewDevice()
  const host = world.writerAt(scene.host).store
  if (host === device.store) return [host]
  meet(device.store, host)
  const home = host.ownCommune() ?? undefined
  const admits: Deed = {
    claim: { kind: 'admit', commune: home },
    write: () => void host.put({ kind: 'admit', fields: { ...cardOf(device.store) } }),
    took: (_, after) => isMember(after.standing, home!, device.store.device),
    must: true
  }
  const admitted = await world.attempt(host, admits)
  meet(device.store, host)
  if (!admitted) return [device.store, host]
  const seen = world.oracle.view(device.store).standing
  // at the second meeting it may turn out that its host had forked, and let nobody in
  if (isMember(seen, home!, device.store.device)) world.effects.count(scene.do)
  else if (!seen.forks.has(host.device)) throw new Error('it was let in and knows nothing of it')
  return [device.store, host]
}

const comeBack = async (world: World, scene: Scene & { do: 'return' }): Promise<Store[]> => {
  const { store } = world.writerAt(scene.by)
  const host = hostOf(world, store, scene.host)
  const commune = store.ownCommune()
  const leaves = deedOf({ do: 'leave', by: 0, forged: 0 }, store, world.oracle.view(store), [])
  if (!host || commune === null || !leaves || !(await world.attempt(store, leaves))) return [store]
  // outside again, it vouches for whoever waits: that stands once it is back
  const waiting = deedOf({ do: 'vouch', by: 0, forged: 0, commune: 1 }, store, world.oracle.view(store), [])
  if (waiting) await world.attempt(store, waiting)
  meet(store, host)
  const vouches: Deed = {
    claim: { kind: 'vouch', commune: host.ownCommune() ?? undefined },
    write: () => void host.put({ kind: 'vouch', fields: { for: commune } }),
    took: (before, after) =>
      !before.standing.communesIn.has(commune) && after.standing.communesIn.has(commune),
    must: false
  }
  if (await world.attempt(host, vouches)) world.effects.count(scene.do)
  meet(store, host)
  return [store, host]
}

const inherit = async (world: World, scene: Scene & { do: 'inherit' }): Promise<Store[]> => {
  const last = world.devices
    .map(({ store }) => store)
    .filter(store => {
      const own = store.ownCommune()
      return own !== null && members(world, store, own).join() === store.device
    })
  const store = last[scene.by % Math.max(1, last.length)]
  const host = store && hostOf(world, store, scene.host)
  const commune = store?.ownCommune()
  if (!store || !host || !commune) return []
  const goes = releaseDeed(store, world.oracle.view(store), commune, store.device, { behind: 0, proof: 0 })
  if (!(await world.attempt(store, goes))) return [store]
  meet(store, host)
  const heir = world.at(scene.device).store
  const speaks: Deed = {
    claim: { kind: 'vouch', commune: host.ownCommune() ?? undefined },
    write: () => void host.put({ kind: 'vouch', fields: { for: commune, member: newcomerOf(heir) } }),
    took: (before, after) =>
      !isMember(before.standing, commune, heir.device) && isMember(after.standing, commune, heir.device),
    must: false
  }
  if (await world.attempt(host, speaks)) world.effects.count(scene.do)
  return [store, host]
}

const forgetTogether = async (world: World, scene: Scene & { do: 'forget-together' }): Promise<Store[]> => {
  const { store } = world.writerAt(scene.by)
  const other = scene.forged ? world.at(scene.other).store : companionOf(world, store, scene.other)
  if (!other || other === store) return []
  meet(store, other)
  const view = world.oracle.view(store)
  const isOurs = (commune: string | undefined) =>
    commune !== undefined &&
    [store, other].some(({ device }) => view.standing.takenIn.has(pair(commune, device)))
  const words = view.held.filter(
    ({ log, body }) => body?.kind === 'offer' && log !== store.device && log !== other.device
  )
  const near = words.filter(({ body }) =>
    scene.forged ? !isOurs(body?.commune) : body?.commune === store.ownCommune()
  )
  const among = scene.entry % 3 > 0 && near.length > 0 ? near : words
  const asked = among[scene.entry % Math.max(1, among.length)]
  if (!asked) return [store, other]
  const { commune } = asked.body!
  const fields = { entries: [asked.id], why: 'consent-withdrawn' }
  const asks = (by: Store): Deed => ({
    claim: scene.forged ? null : { kind: 'forget', commune: by.ownCommune() ?? undefined },
    write: () =>
      scene.forged
        ? void by.write({ kind: 'forget', version: kinds.forget.version, commune: commune!, fields })
        : void by.put({ kind: 'forget', fields }),
    took: (_, after) => after.held.some(({ id, body }) => id === asked.id && body === null),
    must: false
  })
  await world.attempt(store, asks(store))
  meet(store, other)
  if (await world.attempt(other, asks(other))) world.effects.count(scene.do)
  return [store, other]
}

const contest = async (world: World, scene: Scene & { do: 'contest' }): Promise<Store[]> => {
  const { store } = world.writerAt(scene.by)
  const other = companionOf(world, store, scene.other)
  if (!other) return []
  meet(store, other)
  // where logs forked, one meeting may not have told all
  const offers = [...world.oracle.view(other).judged.things.values()].filter(
    ({ first }) =>
      first.body.kind === 'offer' && first.body.commune === store.ownCommune() && store.get(first.id) !== null
  )
  const thing = offers[scene.thing % Math.max(1, offers.length)]?.first.id
  if (!thing) return [store, other]
  for (const [massKg, by] of [
    [11, store],
    [12, other]
  ] as const) {
    const commune = by.ownCommune() ?? undefined
    await world.attempt(by, {
      claim: { kind: 'offer', commune, home: commune! },
      write: () => void by.put({ kind: 'offer', thing, fields: { massKg } }),
      took: () => true,
      must: true
    })
  }
  meet(store, other)
  const shown = world.oracle.check(store).judged.things.get(thing)
  if (shown && 'massKg' in shown.contested) world.effects.count(scene.do)
  return [store, other]
}
