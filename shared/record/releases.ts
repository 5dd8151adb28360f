import type { Act } from './act.ts'
import type { AuthorityGraph } from './authority-order.ts'
import type { EntryId, LogId, ThingId } from './entry.ts'
import type { Members } from './members.ts'

/** A release that took effect: it stays so, whatever its pin takes away. */
export interface Released {
  commune: ThingId
  device: LogId
  /** the last entry of its log that is still honoured */
  lastSeq: number
  /** the releases that made it so, in order; the last of them decided */
  by: readonly EntryId[]
}

/**
 * The first release, in the order of the graph, that takes effect and is not among `decided`. It does when
 * the device itself asks, or two other members do; one, where as far as anybody could know only two were
 * left. Those count who were taken in by an act that did not see the release, so nobody makes a commune
 * smaller by looking away, and those are gone whose release it saw, so nobody's old word gets weight later.
 */
export const nextRelease = (
  graph: AuthorityGraph,
  acts: readonly Act[],
  members: Members,
  decided: readonly Released[]
): Released | null => {
  const votes = new Map<string, Act[]>()
  for (const act of acts) {
    const commune = act.body?.commune
    if (act.body?.kind !== 'release' || commune === undefined) continue
    const device = act.fields.device as LogId
    const ofCommune = members.get(commune)
    if (!ofCommune?.has(act.log) || !ofCommune.has(device)) continue
    if (decided.some(one => one.commune === commune && one.device === device)) continue
    if (act.log === device) return { commune, device, lastSeq: act.seq, by: [act.id] }
    const target = `${commune} ${device}`
    const before = (votes.get(target) ?? []).filter(({ log }) => log !== act.log)
    const all = [...before, act]
    votes.set(target, all)
    const gone = decided.filter(one => one.commune === commune && graph.saw(act.id, one.by.at(-1)!))
    const left = [...ofCommune].filter(
      ([log, grants]) =>
        !gone.some(one => one.device === log) && grants.some(grant => !graph.saw(grant, act.id))
    ).length
    if (all.length >= (left <= 2 ? 1 : 2))
      return {
        ...{ commune, device, by: all.map(({ id }) => id) },
        lastSeq: Math.max(...all.map(({ fields }) => Number(fields.lastSeq)))
      }
  }
  return null
}
