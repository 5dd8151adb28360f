import { isGrant, lastHonoured, type Standing } from './authority.ts'
import { personIn } from './grants.ts'
import { isSpoken, pair, type Saying, type Spoken, thingOf } from './sayings.ts'
import { type Shown, shownOf } from './things.ts'

/** What the kinds played here ask of their authors, and whether their words may be forgotten. */
const rules: Record<string, { standing: 'none' | 'member' | 'federated'; kept: boolean }> = {
  commune: { standing: 'none', kept: true },
  federation: { standing: 'member', kept: true },
  admit: { standing: 'member', kept: true },
  vouch: { standing: 'member', kept: true },
  release: { standing: 'member', kept: true },
  forget: { standing: 'member', kept: true },
  key: { standing: 'member', kept: true },
  leave: { standing: 'federated', kept: true },
  offer: { standing: 'federated', kept: false }
}
export const ruleOf = (kind: string) => {
  const rule = rules[kind]
  if (!rule) throw new Error(`no rule is written down here for ${kind}`)
  return rule
}

export interface Claim {
  kind: string
  log: string
  seq: number
  /** on whose behalf it speaks */
  commune: string | undefined
  /** for a later put, the commune whose thing it changes */
  home?: string
  /** it outlives a fork */
  grants?: boolean
}

/** Why an entry would not count; null where it does. */
export const judgeClaim = (
  { forks, ...standing }: Standing,
  { kind, log, seq, commune, home, grants }: Claim
): string | null => {
  const asks = home !== undefined && kind === 'commune' ? 'member' : ruleOf(kind).standing
  const inNameOf = home ?? commune
  const fork = forks.get(log)
  if (fork !== undefined && seq >= fork && !grants) return 'forked'
  if (seq > lastHonoured({ forks: new Map(), pins: standing.pins }, log, inNameOf)) return 'released'
  if (asks === 'none') return null
  if (inNameOf === undefined) return 'no-commune'
  if (!standing.grants.has(pair(inNameOf, log))) return 'not-member'
  if (asks === 'member' || standing.communesIn.has(inNameOf)) return null
  const left = standing.left.get(inNameOf)
  if (!left) return 'commune-not-in'
  return seq <= (left.get(log) ?? 0) ? null : 'commune-left'
}

/** The commune whose thing it is: a commune is its own, anything else belongs to whom it first spoke for. */
export const homeOf = (first: Spoken): string =>
  first.body.kind === 'commune' ? first.id : first.body.commune!

/** docs/formats.md, "Forgetting": `words` are those of the entry, where anybody still has them. */
export const isForgotten = (
  { takenIn }: Standing,
  forgets: readonly Spoken[],
  { id, log }: Saying,
  words: Saying['body']
): boolean => {
  if (words && ruleOf(words.kind).kept) return false
  const naming = forgets.filter(({ body }) => (body.fields.entries as string[]).includes(id))
  if (naming.some(forget => forget.log === log)) return true
  const inName = (commune: string) =>
    new Set(
      naming
        .filter(forget => forget.body.commune === commune && takenIn.has(pair(commune, forget.log)))
        .map(forget => personIn(takenIn, commune, forget.log))
    ).size >= 2
  if (words) return words.commune !== undefined && inName(words.commune)
  return naming.some(({ body }) => body.commune !== undefined && inName(body.commune))
}

export interface Judged {
  /** why entries do not count, by id */
  aside: Map<string, string>
  /** what is shown, by the first entry's id */
  things: Map<string, { first: Spoken } & Shown>
  forgets: Spoken[]
}

export const judgeAll = (held: readonly Saying[], standing: Standing): Judged => {
  const spoken = held.filter(isSpoken)
  const forgets = spoken.filter(({ body }) => body.kind === 'forget')
  const byId = new Map(held.map(saying => [saying.id, saying]))
  const why = (saying: Saying): string | null => {
    if (isForgotten(standing, forgets, saying, saying.body)) return 'forgotten'
    if (!isSpoken(saying)) return 'body-missing'
    const { log, seq, body } = saying
    if (body.thing === undefined) {
      const commune = body.kind === 'commune' ? saying.id : body.commune
      return judgeClaim(standing, { kind: body.kind, log, seq, commune, grants: isGrant(standing, saying) })
    }
    const first = byId.get(body.thing)
    if (!first || thingOf(first) !== first.id) return 'thing-unknown'
    if (why(first) !== null || !isSpoken(first)) return 'thing-aside'
    return judgeClaim(standing, { kind: body.kind, log, seq, commune: body.commune, home: homeOf(first) })
  }
  const aside = new Map<string, string>()
  for (const saying of held) {
    const reason = why(saying)
    if (reason !== null) aside.set(saying.id, reason)
  }
  const things: Judged['things'] = new Map()
  for (const first of spoken) {
    if (thingOf(first) !== first.id || aside.has(first.id)) continue
    const puts = spoken.filter(put => thingOf(put) === first.id && aside.get(put.id) !== 'forgotten')
    const counting = new Set(puts.filter(({ id }) => !aside.has(id)).map(({ id }) => id))
    things.set(first.id, { first, ...shownOf(puts, counting) })
  }
  return { aside, things, forgets }
}
