import type { Act } from './act.ts'
import { addTo } from './add-to.ts'
import type { AuthorityGraph } from './authority-order.ts'
import type { EntryId, LogId, ThingId } from './entry.ts'
import { type Members, personsOf } from './members.ts'

/** A release that took effect: it stays so, whatever its pin takes away. */
export interface Released {
  commune: ThingId
  device: LogId
  /** the pin: the last entry of its log that is still honoured in the name of that commune; may be lowered */
  lastSeq: number
  /** the releases that made it so, in order; the last of them decided */
  by: readonly EntryId[]
}

/** Where a held entry stands; null for one that is not held. */
export type PlaceOf = (entry: EntryId) => { log: LogId; seq: number } | null

export interface ReleaseBasis {
  graph: AuthorityGraph
  /** what is honoured, in the order of the graph */
  acts: readonly Act[]
  members: Members
  /** recovery sheets of paper */
  sheets: ReadonlySet<LogId>
  placeOf: PlaceOf
}

/** What one member asked of one device's log. */
interface Asked {
  /** the first of that person's devices */
  by: LogId
  /** its first word: only that one can hold the pin up, or whoever has heard of the decision could still raise it */
  first: Act
  /** the lowest `lastSeq` it ever named */
  least: number
}

const lastSeqOf = (act: Act): number => Number(act.fields.lastSeq)

/**
 * Takes releases in the order of the graph, by the rule in docs/formats.md ("Who stands where"), adds them to
 * `decided` (by commune and device) and lowers pins in it. Tells `took` of each; where that answers `anew`,
 * because the pin took away what others' standing hangs on, it stops and answers false. True once nothing more
 * takes effect.
 */
export const takeReleases = (
  { graph, acts, members, sheets, placeOf }: ReleaseBasis,
  decided: Map<string, Released>,
  took: (released: Released) => 'go-on' | 'anew'
): boolean => {
  const askedOf = new Map<string, Asked[]>()
  /** enough others have asked: a device that went by itself does not escape their pin */
  const reached = new Set<string>()
  const decidedIn = new Map<ThingId, Released[]>()
  for (const one of decided.values()) addTo(decidedIn, one.commune, one)
  const personsIn = new Map<ThingId, Map<LogId, LogId>>()
  const personIn = (commune: ThingId, device: LogId): LogId => {
    const persons = personsIn.get(commune) ?? personsOf(members.get(commune)!)
    personsIn.set(commune, persons)
    return persons.get(device)!
  }

  /**
   * One where the device is one's own or a sheet of paper, or at most two people are left. As far as anybody could know
   * when this was written: who looks away makes a commune no smaller. Sheets are no people.
   */
  const needed = (act: Act, commune: ThingId, device: LogId): number => {
    if (personIn(commune, act.log) === personIn(commune, device) || sheets.has(device)) return 1
    const gone = new Set<LogId>()
    for (const one of decidedIn.get(commune) ?? [])
      if (one.device !== device && graph.saw(act.id, one.by.at(-1)!)) gone.add(one.device)
    const left = new Set<LogId>()
    for (const [log, grants] of members.get(commune)!) {
      if (sheets.has(log)) continue
      if (!gone.has(log) && grants.some(grant => !graph.saw(grant.act, act.id)))
        left.add(personIn(commune, log))
      if (left.size > 2) return 2
    }
    return 1
  }
  /** That the entry named was there proves that it was written before the release was. */
  const isProven = (act: Act): boolean => {
    const place = act.fields.last === undefined ? null : placeOf(act.fields.last as EntryId)
    return place !== null && place.log === act.fields.device && place.seq === lastSeqOf(act)
  }

  for (const act of acts) {
    const commune = act.body?.commune
    if (act.body?.kind !== 'release' || commune === undefined) continue
    const device = act.fields.device as LogId
    const ofCommune = members.get(commune)
    if (!ofCommune?.has(act.log) || !ofCommune.has(device)) continue
    const key = `${commune} ${device}`
    const before = decided.get(key)
    const found = (lastSeq: number | null, by: readonly EntryId[]): boolean => {
      if (lastSeq === null || (before && before.lastSeq <= lastSeq)) return true
      const released = before ? { ...before, lastSeq } : { commune, device, lastSeq, by }
      decided.set(key, released)
      if (!before) addTo(decidedIn, commune, released)
      return took(released) === 'go-on'
    }
    if (act.log === device) {
      if (!found(act.seq, [act.id])) return false
      continue
    }
    const asked = askedOf.get(key) ?? []
    askedOf.set(key, asked)
    const by = personIn(commune, act.log)
    const own = asked.find(one => one.by === by)
    if (own) own.least = Math.min(own.least, lastSeqOf(act))
    else asked.push({ by, first: act, least: lastSeqOf(act) })
    const count = needed(act, commune, device)
    const pin = reached.has(key) ? agreedOn(asked, count) : pinOf(act, asked, count, isProven)
    if (pin !== null) reached.add(key)
    const others = count === 1 ? [] : asked.map(({ first }) => first.id).filter(id => id !== act.id)
    if (!found(pin, [...others, act.id])) return false
  }
  return true
}

/** Null where too few have asked so far. */
const pinOf = (
  deciding: Act,
  asked: readonly Asked[],
  count: number,
  isProven: (act: Act) => boolean
): number | null => {
  if (count === 1) return lastSeqOf(deciding)
  if (asked.length < 2) return null
  const named = asked.map(({ first }) => lastSeqOf(first)).sort((a, b) => b - a)
  const proven = asked.filter(({ first }) => isProven(first)).map(({ first }) => lastSeqOf(first))
  return Math.max(named[1]!, ...proven)
}

/** How low enough of them want the pin; null where they are too few. */
const agreedOn = (asked: readonly Asked[], count: number): number | null =>
  asked.map(({ least }) => least).sort((a, b) => a - b)[count - 1] ?? null
