import type { WriterRule } from '../kinds/kind.ts'
import type { Act } from './act.ts'
import { type Authority, pinnedTo } from './authority.ts'
import type { LogId, ThingId } from './entry.ts'
import type { StandingReason } from './set-aside.ts'

/** An entry's claim to count: who writes, on whose behalf, and, for a later put, whose thing it changes. */
export interface Claim {
  log: LogId
  seq: number
  /** others' standing may hang on it (authority.ts) */
  outlivesFork: boolean
  rule: WriterRule
  /** the commune the author speaks for; the one it begins, where it begins one that is held already */
  commune: ThingId | null
  /** for a later put: the commune that began the thing (a commune is its own); null for a first entry */
  home: ThingId | null
}

/** What each rule asks: of whom the author must be a member, and whether that commune must be in. */
const rights: Record<WriterRule, { first: 'none' | 'own'; later: 'home' | 'own'; federated: boolean }> = {
  anyone: { first: 'none', later: 'home', federated: false },
  member: { first: 'own', later: 'home', federated: false },
  'federated-member': { first: 'own', later: 'home', federated: true },
  'any-federated-member': { first: 'own', later: 'own', federated: true }
}

/** Null where the author has the standing; otherwise why not. */
export const judge = (authority: Authority, claim: Claim): StandingReason | null => {
  const fork = authority.forks.get(claim.log)
  if (fork !== undefined && claim.seq >= fork && !claim.outlivesFork) return 'forked'
  const right = rights[claim.rule]
  const of = claim.home === null ? right.first : right.later
  const commune = of === 'home' ? claim.home : claim.commune
  if (claim.seq > pinnedTo(authority, claim.log, commune)) return 'released'
  if (of === 'none') return null
  if (commune === null) return 'no-commune'
  if (!authority.everMembers.get(commune)?.has(claim.log)) return 'not-member'
  if (!right.federated) return null
  if (authority.federation === null) return 'no-federation'
  if (authority.communesIn.has(commune)) return null
  const left = authority.left.get(commune)
  if (!left) return 'commune-not-in'
  return claim.seq < (left.get(claim.log) ?? 1) ? null : 'commune-left'
}

/** The commune whose thing it is: the one its first entry speaks for; a commune belongs to itself. */
export const homeOf = (first: Act): ThingId =>
  first.kind?.writer === 'anyone' ? first.thing : (first.body?.commune ?? first.thing)
