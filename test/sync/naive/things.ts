import { canonical } from '../../../shared/record/body-codec.ts'
import type { Spoken } from './sayings.ts'

/** What the puts of one thing come to: docs/formats.md, "What entries come to". */
export interface Shown {
  fields: Record<string, unknown>
  contested: Record<string, unknown[]>
  heads: string[]
  claimedAt: number
}

/** Of the puts of a thing those of `counting` that no other of them saw, the one shown first. */
const standingIn = (
  puts: readonly Spoken[],
  among: readonly Spoken[],
  counting: ReadonlySet<string>
): { put: Spoken; depth: number }[] => {
  const byId = new Map(puts.map(put => [put.id, put]))
  const before = (put: Spoken) => (put.body.over ?? []).flatMap(id => byId.get(id) ?? [])
  const pasts = new Map<string, Set<string>>()
  const pastOf = (put: Spoken): Set<string> => {
    const known = pasts.get(put.id)
    if (known) return known
    const past = new Set(before(put).flatMap(other => [other.id, ...pastOf(other)]))
    pasts.set(put.id, past)
    return past
  }
  const depthOf = (put: Spoken): number => 1 + Math.max(0, ...before(put).map(depthOf))
  const counted = among.filter(({ id }) => counting.has(id))
  return counted
    .filter(put => !counted.some(other => pastOf(other).has(put.id)))
    .map(put => ({ put, depth: depthOf(put) }))
    .sort((a, b) => b.depth - a.depth || (a.put.id < b.put.id ? 1 : -1))
}

/** The put of a field whose value is shown. */
export const putShown = (
  puts: readonly Spoken[],
  counting: ReadonlySet<string>,
  field: string
): Spoken | undefined =>
  standingIn(
    puts,
    puts.filter(({ body }) => field in body.fields),
    counting
  )[0]?.put

/** `puts` are all of the thing whose words are held, in any order; those of `counting` give values. */
export const shownOf = (puts: readonly Spoken[], counting: ReadonlySet<string>): Shown => {
  const stand = (of: readonly Spoken[]) => standingIn(puts, of, counting).map(({ put }) => put)
  const fields: Record<string, unknown> = {}
  const contested: Record<string, unknown[]> = {}
  for (const name of new Set(puts.flatMap(({ body }) => Object.keys(body.fields)))) {
    const values: unknown[] = []
    for (const { body } of stand(puts.filter(({ body }) => name in body.fields)))
      if (!values.some(value => spelt(value) === spelt(body.fields[name]))) values.push(body.fields[name])
    if (values.length > 0 && values[0] !== null) fields[name] = values[0]
    if (values.length > 1) contested[name] = values
  }
  const heads = stand(puts)
  return { fields, contested, heads: heads.map(({ id }) => id).sort(), claimedAt: heads[0]?.claimedAt ?? 0 }
}

const spelt = (value: unknown): string => Buffer.from(canonical(value)).toString('hex')
