import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSeed, createVerifying, hashing, signingFromSeed } from '../../electron/store/node-crypto.ts'
import { FailureError } from '../../shared/errors.ts'
import type { Run } from '../../shared/record/run.ts'
import { verifyRun } from '../../shared/record/verify-run.ts'
import { communeBody, copyOf, makeScribe, offerBody } from './make.ts'

const deps = { hashing, verifying: createVerifying() }

const reasonFor = (run: Run): string => {
  try {
    verifyRun(run, deps)
    return 'taken'
  } catch (error) {
    if (error instanceof FailureError && error.failure.code === 'run-bad')
      return String(error.failure.detail.reason)
    throw error
  }
}

const scribe = makeScribe()
const commune = scribe.write(communeBody('Huliaipole'))
for (const good of ['Flour', 'Salt', 'Seed']) scribe.write(offerBody(commune, good))

test('a run of a log is taken, from the beginning or from within', () => {
  expect(verifyRun(scribe.run(), deps).map(entry => entry.id)).toEqual(scribe.entries.map(({ id }) => id))
  expect(reasonFor(scribe.run(2))).toBe('taken')
})

test('any changed bit in a header, a body or a signature is refused', () => {
  const parts = ['header', 'signature', 'body'] as const
  const change = fc.record({
    entry: fc.nat(scribe.entries.length - 1),
    part: fc.constantFrom(...parts),
    at: fc.nat(),
    bit: fc.nat(7)
  })
  fc.assert(
    fc.property(change, ({ entry, part, at, bit }) => {
      const run = { ...scribe.run(), entries: scribe.run().entries.map(copyOf) }
      const bytes = run.entries[entry]![part]!
      bytes[at % bytes.length]! ^= 1 << bit
      expect(reasonFor(run)).not.toBe('taken')
    }),
    { numRuns: 500 }
  )
})

test('a run that skips, repeats, turns around or is of another log is refused with the reason', () => {
  const [a, b, c] = scribe.run().entries
  const of = (...entries: Run['entries']): Run => ({ log: scribe.log, entries })
  expect(reasonFor(of(a!, c!))).toBe('seq')
  expect(reasonFor(of(a!, a!))).toBe('seq')
  expect(reasonFor(of(b!, a!))).toBe('seq')
  expect(reasonFor(of())).toBe('empty')
  const stranger = makeScribe()
  stranger.write(communeBody('Orikhiv'))
  expect(reasonFor({ ...scribe.run(), log: stranger.log })).toBe('log')
  expect(reasonFor(of(a!, stranger.run().entries[0]!))).toBe('log')
  expect(reasonFor(of({ ...a!, signature: a!.signature.slice(1) }))).toBe('signature')
})

test('bodies that were forgotten leave a run that still verifies', () => {
  const run = scribe.run()
  expect(reasonFor({ ...run, entries: run.entries.map(raw => ({ ...raw, body: null })) })).toBe('taken')
})

test('nobody can sign for another log', () => {
  const stranger = signingFromSeed(createSeed())
  const raw = scribe.run(0, 1).entries[0]!
  expect(reasonFor({ log: scribe.log, entries: [{ ...raw, signature: stranger.sign(raw.header) }] })).toBe(
    'signature'
  )
})

test('RFC 8032: the first test vector signs and verifies', () => {
  const seed = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex')
  const signing = signingFromSeed(seed)
  expect(Buffer.from(signing.publicKey).toString('hex')).toBe(
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a'
  )
  const signature = signing.sign(new Uint8Array())
  expect(Buffer.from(signature).toString('hex')).toBe(
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b'
  )
  expect(deps.verifying.verify(signing.publicKey, new Uint8Array(), signature)).toBe(true)
})
