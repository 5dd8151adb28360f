import type { Store } from '../../electron/store/open-store.ts'
import { renewSecrets, settleSecrets } from '../../electron/store/settle-secrets.ts'
import { kinds } from '../../shared/kinds/index.ts'
import type { LogId, ThingId } from '../../shared/record/entry.ts'
import { signOwnWord } from '../../shared/record/own-word.ts'
import { foundCommune, offerOf } from '../record/federation.ts'
import type { Action } from './actions.ts'
import { communesWith, isMember } from './naive/authority.ts'
import { type Claim, homeOf } from './naive/judge.ts'
import { pair, type Saying } from './naive/sayings.ts'
import type { View } from './oracle.ts'

/** What a device writes, or tries to. */
export interface Deed {
  /** by what it must be allowed or refused; null where it is written as it might come from anybody */
  claim: Pick<Claim, 'kind' | 'commune' | 'home'> | null
  write(): void | Promise<void>
  /** whether the record says what was meant */
  took(before: View, after: View): boolean
  /** whether the rules leave it no choice, where it may be written at all */
  must: boolean
}

const hows: Record<number, object> = { 0: {}, 1: { own: true }, 2: { sheet: true } }

/** What a device may be told of another to take it in. */
export interface Newcomer {
  device: LogId
  handle: string
  sealKey: string
}
export const newcomerOf = ({ device, keyring }: Store): Newcomer => ({
  device,
  handle: keyring.handle,
  sealKey: keyring.sealRecipient
})
/** What its card says, and that it says so. */
export const cardOf = (store: Store): Newcomer & { card: Uint8Array } => {
  const { device, handle, sealKey } = newcomerOf(store)
  return { device, handle, sealKey, card: signOwnWord(store.keyring, { handle, sealKey }) }
}

export type DeedAction = Extract<
  Action,
  {
    do:
      | 'write'
      | 'change'
      | 'found'
      | 'vouch'
      | 'admit'
      | 'release'
      | 'leave'
      | 'covenant'
      | 'forget'
      | 'renew'
      | 'revive'
  }
>

const pick = <T>(list: readonly T[], index: number): T | undefined => list[index % Math.max(1, list.length)]

const overAll = (store: Store) => [...store.authority().heads].slice(0, 256)

/** Null where there is nothing to do it to. `others` are all devices there are. */
export const deedOf = (
  action: DeedAction,
  store: Store,
  view: View,
  others: readonly Store[]
): Deed | null => {
  const { standing, judged } = view
  const communes = [...judged.things.values()].filter(({ first }) => first.body.kind === 'commune')
  const forged = 'forged' in action && action.forged === 1
  const own = store.ownCommune() ?? undefined
  const commune = forged ? pick(communes, action.by >> 2)?.first.id : own
  if (forged && commune === undefined) return null
  const say = (
    kind: keyof typeof kinds,
    fields: Record<string, unknown>,
    { thing, as = commune }: { thing?: string; as?: string | undefined } = {}
  ): void => {
    const over = thing === undefined ? overAll(store) : (judged.things.get(thing)?.heads ?? [])
    const named = { commune: as as ThingId, over: over as ThingId[], fields }
    const put = thing === undefined ? {} : { thing: thing as ThingId }
    if (forged) store.write({ kind, version: kinds[kind].version, ...named, ...put })
    else store.put({ kind, fields, ...put, ...(kind === 'leave' && { over: named.over }) })
  }
  const claimed = (claim: Deed['claim']) => (forged ? null : claim)
  const oneWordIsEnough =
    !forged && commune !== undefined && standing.communesIn.has(commune) && standing.threshold === 1
  const outside = others.filter(other => communesWith(standing, other.device).length === 0)
  switch (action.do) {
    case 'write': {
      const fields = offerOf(`Good ${action.value % 7}`, action.value)
      const offers = ({ judged: { things } }: View) =>
        [...things.values()].filter(({ first }) => first.log === store.device && first.body.kind === 'offer')
          .length
      return {
        claim: claimed({ kind: 'offer', commune }),
        write: () => say('offer', fields),
        took: (before, after) => offers(after) === offers(before) + 1,
        must: !forged
      }
    }
    case 'change': {
      const offers = [...judged.things.values()].filter(({ first }) => first.body.kind === 'offer')
      // a few are changed often, so that changes meet
      const ours = offers.filter(({ first }) => first.body.commune === commune).slice(0, 2)
      const offer = pick(action.thing % 3 > 0 && ours.length > 0 ? ours : offers, action.thing)
      const fields = pick(changes, action.value)!
      if (!offer) return null
      const { first } = offer
      const [field, value] = Object.entries(fields)[0]!
      return {
        claim: claimed({ kind: 'offer', commune, home: homeOf(first) }),
        write: () => say('offer', fields, { thing: first.id }),
        took: (_, after) => {
          const shown = after.judged.things.get(first.id)
          return shown !== undefined && (shown.fields[field] ?? null) === value && !(field in shown.contested)
        },
        must: !forged
      }
    }
    case 'found':
      return {
        claim: { kind: 'commune', commune: undefined },
        write: () => void foundCommune(store, `Late commune of ${store.keyring.handle}`),
        took: (before, after) =>
          communesWith(after.standing, store.device).length ===
          communesWith(before.standing, store.device).length + 1,
        must: true
      }
    case 'vouch': {
      const waiting = communes.filter(({ first }) => !standing.communesIn.has(first.id))
      const left = waiting.filter(({ first }) => first.id !== commune && standing.left.has(first.id))
      const among =
        action.commune % 3 === 0 ? communes : ([left, waiting, communes].find(some => some.length > 0) ?? [])
      const other = pick(among, action.commune)?.first.id
      if (!other) return null
      return {
        claim: claimed({ kind: 'vouch', commune }),
        write: () => say('vouch', { for: other }),
        took: (before, after) =>
          !before.standing.communesIn.has(other) && after.standing.communesIn.has(other),
        must: oneWordIsEnough && !standing.communesIn.has(other)
      }
    }
    case 'admit': {
      const other = pick(
        action.device % 2 === 0 && outside.length > 0 ? outside : others,
        action.device >> 1
      )!
      return {
        claim: claimed({ kind: 'admit', commune }),
        write: () => say('admit', { ...toldOf(other, store, action), ...hows[action.how] }),
        took: (before, after) =>
          !isMember(before.standing, commune!, other.device) &&
          isMember(after.standing, commune!, other.device),
        must:
          !forged &&
          commune !== undefined &&
          !standing.pins.has(pair(commune, other.device)) &&
          !isMember(standing, commune, other.device)
      }
    }
    case 'release': {
      if (!commune) return null
      const members = membersOf(view, commune)
      const asked = members.filter(member =>
        standing.order.acts.some(
          ({ log, body }) =>
            body.kind === 'release' &&
            log !== store.device &&
            body.commune === commune &&
            body.fields.device === member
        )
      )
      const among = action.device % 2 === 0 && asked.length > 0 ? asked : members
      const device = pick(among, action.device >> 1)
      if (!device) return null
      return releaseDeed(store, view, commune, device, action)
    }
    case 'leave': {
      if (!commune) return null
      const last = membersOf(view, commune).map(device => ({ device, seq: lastSeqOf(view, device) }))
      return {
        claim: claimed({ kind: 'leave', commune }),
        write: () => say('leave', { last }),
        took: (before, after) => before.standing.communesIn.has(commune) && after.standing.left.has(commune),
        must: !forged && standing.communesIn.has(commune)
      }
    }
    case 'covenant': {
      const covenant = judged.things.get(standing.federation)
      if (!covenant) return null
      return {
        claim: claimed({ kind: 'federation', commune, home: homeOf(covenant.first) }),
        write: () => say('federation', { vouchThreshold: action.threshold }, { thing: standing.federation }),
        took: (before, after) =>
          before.standing.threshold !== action.threshold && after.standing.threshold === action.threshold,
        must: !forged && standing.threshold !== action.threshold
      }
    }
    case 'forget': {
      const words = forgettable(view, store.device, action.entry)
      if (!words) return null
      const { id, body } = words
      return {
        claim: claimed({ kind: 'forget', commune }),
        write: () => say('forget', { entries: [id], why: 'mistake' }, { as: body?.commune ?? commune }),
        took: (before, after) =>
          before.held.some(saying => saying.id === id && saying.body !== null) &&
          after.held.some(saying => saying.id === id && saying.body === null),
        must: body?.kind === 'offer' && words.log === store.device
      }
    }
    case 'renew': {
      const newest = ({ keys }: View) => keys.get('federation')?.[0]
      return {
        claim: action.anew ? { kind: 'key', commune } : null,
        write: () => (action.anew ? renewSecrets(store) : settleSecrets(store, { renew: 'all' })),
        took: (before, after) => newest(after) !== newest(before),
        must: action.anew === 1 && commune !== undefined && standing.communesIn.has(commune)
      }
    }
    case 'revive': {
      const members = (id: string) => [...standing.grants.values()].filter(([grant]) => grant!.commune === id)
      const isGone = (id: string, log: string) => standing.pins.has(pair(id, log)) || standing.forks.has(log)
      const empty = communes.filter(({ first }) =>
        members(first.id).every(([grant]) => isGone(first.id, grant!.device))
      )
      const other = pick(empty.length > 0 ? empty : communes, action.commune)?.first.id
      const newcomer = pick(outside.length > 0 ? outside : others, action.device)!
      if (!other) return null
      return {
        claim: claimed({ kind: 'vouch', commune }),
        write: () => {
          const { card, ...member } = cardOf(newcomer)
          store.put({
            kind: 'vouch',
            fields: { for: other, member, ...(action.device % 2 === 0 && { card }) }
          })
        },
        took: (before, after) =>
          !isMember(before.standing, other, newcomer.device) &&
          isMember(after.standing, other, newcomer.device),
        must:
          oneWordIsEnough &&
          other !== commune &&
          empty.some(({ first }) => first.id === other) &&
          !isMember(standing, other, newcomer.device) &&
          !standing.pins.has(pair(other, newcomer.device))
      }
    }
  }
}

/** By its card; by word alone; with a key that is another's, and, as if it had said so, with its signature or one's own. */
const toldOf = (other: Store, by: Store, { device }: { device: number }): Record<string, unknown> => {
  const { keyring } = by
  const stolen = { ...newcomerOf(other), sealKey: keyring.sealRecipient }
  switch (device % 7) {
    case 0:
      return newcomerOf(other) as unknown as Record<string, unknown>
    case 1:
      return stolen
    case 2:
      return { ...cardOf(other), sealKey: keyring.sealRecipient }
    case 3:
      return { ...stolen, card: signOwnWord(keyring, stolen) }
    default:
      return { ...cardOf(other) }
  }
}

export const membersOf = ({ standing }: View, commune: string): string[] =>
  [...standing.grants.values()]
    .map(([grant]) => grant!)
    .filter(grant => grant.commune === commune && isMember(standing, commune, grant.device))
    .map(({ device }) => device)

const lastSeqOf = ({ held }: View, device: string): number =>
  Math.max(0, ...held.filter(({ log }) => log === device).map(({ seq }) => seq))

/** Written without a look at the rules, as it may come from anybody. */
export const releaseDeed = (
  store: Store,
  view: View,
  commune: string,
  device: string,
  { behind, proof }: { behind: number; proof: number }
): Deed => {
  const lastSeq = Math.max(0, lastSeqOf(view, device) - behind)
  const shown = proof === 1 ? lastSeq : 1
  const last = proof ? view.held.find(({ log, seq }) => log === device && seq === shown)?.id : undefined
  const fields = { device, lastSeq, ...(last !== undefined && { last }) }
  const { version } = kinds.release
  return {
    claim: null,
    write: () =>
      void store.write({
        kind: 'release',
        version,
        commune: commune as ThingId,
        over: overAll(store),
        fields
      }),
    took: (before, after) => {
      const pinned = ({ standing }: View) => standing.pins.get(pair(commune, device))?.lastSeq
      return pinned(before) !== pinned(after)
    },
    must: device === store.device && !view.standing.forks.has(device)
  }
}

/** One's own words or another's; often such as somebody asked for before, or whatever there is. */
const forgettable = ({ held, judged }: View, device: string, index: number): Saying | undefined => {
  const offers = held.filter(({ body }) => body?.kind === 'offer')
  const asked = offers.filter(({ id }) =>
    judged.forgets.some(
      forget => forget.log !== device && (forget.body.fields.entries as string[]).includes(id)
    )
  )
  const [way, at] = [index % 4, index >> 2]
  if (way === 0) return pick(held, at)
  return pick(way < 3 && asked.length > 0 ? asked : offers, at)
}

const changes = [
  { note: 'in paper sacks' },
  { note: 'in jute sacks' },
  { note: null },
  { massKg: 10 },
  { massKg: 20, closed: true },
  { massKg: 30, bestBefore: '2027-05-12' }
]
