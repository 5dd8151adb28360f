import fc from 'fast-check'
import { expect, it } from 'vitest'
import { decodeBody } from '../../shared/record/body-codec.ts'
import type { EntryId } from '../../shared/record/entry.ts'
import { foldRecord } from '../../shared/record/fold-record.ts'
import { admitBody, communeBody, federationBody, makeScribe, vouchBody } from '../record/make.ts'
import { isMember, standingOf } from './naive/authority.ts'
import type { Saying } from './naive/sayings.ts'

/** Who joins and leaves under a threshold that changes: entries in memory alone, so that many more can be tried. */
const count = 6
const step = fc.record({
  by: fc.nat(count - 1),
  does: fc.constantFrom(
    ...Array<'vouch'>(12).fill('vouch'),
    ...(['covenant', 'covenant', 'leave', 'leave', 'admit', 'release', 'revive'] as const)
  ),
  other: fc.nat(count - 1),
  n: fc.nat(3),
  /** 0 to 5: all that was written; otherwise the last few of some of it */
  saw: fc.nat(11)
})
const script = fc.record({
  begins: fc.integer({ min: 1, max: 4 }),
  steps: fc.array(step, { minLength: 4, maxLength: 36, size: 'max' })
})
type Script = typeof script extends fc.Arbitrary<infer T> ? T : never

const played = ({ begins, steps }: Script) => {
  const scribes = Array.from({ length: count }, (_, i) => makeScribe(new Uint8Array(32).fill(i + 1)))
  const communes = scribes.map((scribe, i) => scribe.write(communeBody(`C${i}`)))
  const federation = scribes[0]!.write(federationBody(communes[0]!, begins))
  const written: EntryId[] = [federation]
  for (const { by, does, other, n, saw } of steps) {
    const over = saw <= 5 ? written.slice(-200) : written.filter((_, i) => i % saw === 0).slice(-5)
    const [scribe, commune, another] = [scribes[by]!, communes[by]!, communes[other]!]
    const { log } = scribes[other]!
    const say = (body: Parameters<typeof scribe.write>[0]) => written.push(scribe.write({ ...body, over }))
    if (does === 'vouch') say(vouchBody(commune, another))
    if (does === 'covenant')
      say({ kind: 'federation', commune, thing: federation, fields: { vouchThreshold: 1 + n } })
    if (does === 'leave') say({ kind: 'leave', commune, fields: { last: [] } })
    if (does === 'admit') say(admitBody(communes[0]!, log))
    if (does === 'release') say({ kind: 'release', commune, fields: { device: scribe.log, lastSeq: 99 } })
    if (does === 'revive') {
      const { handle, sealKey } = admitBody(commune, log).fields
      say({ kind: 'vouch', commune, fields: { for: another, member: { device: log, handle, sealKey } } })
    }
  }
  return { federation, entries: scribes.flatMap(({ entries }) => entries) }
}

it('which communes are in under which threshold is told alike by the rules written twice', () => {
  const seen = { fewer: 0, more: 0 }
  fc.assert(
    fc.property(script, script => {
      const { federation, entries } = played(script)
      const { authority } = foldRecord(entries, federation)
      const held = entries.map(({ id, log, header, raw }): Saying => {
        const body = decodeBody(raw.body!)
        return { id, log, seq: header.seq, claimedAt: header.claimedAt, body }
      })
      const standing = standingOf(held, federation)
      expect(authority.vouchThreshold).toBe(standing.threshold)
      expect([...authority.communesIn].sort()).toEqual([...standing.communesIn].sort())
      expect([...authority.left.keys()].sort()).toEqual([...standing.left.keys()].sort())
      for (const [commune, logs] of authority.members)
        for (const log of logs) expect(isMember(standing, commune, log)).toBe(true)
      if (standing.threshold > 1 && standing.communesIn.size > 2) seen.more += 1
      if (standing.threshold > standing.communesIn.size && standing.communesIn.size > 1) seen.fewer += 1
    }),
    { numRuns: Number(process.env.CHUMAK_SYNC ?? 0) * 50 || 200, seed: Number(process.env.CHUMAK_SEED ?? 1) }
  )
  expect(Math.min(seen.fewer, seen.more)).toBeGreaterThan(3)
}, 600_000)
