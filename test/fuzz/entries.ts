/** Entries, runs and chunks of them, as somebody else hands them over. */
import { encode } from 'cborg'
import { bundleDeps } from '../../electron/carry/bundle-deps.ts'
import { aead } from '../../electron/store/node-crypto.ts'
import { decodeRuns, encodeRuns } from '../../shared/bundle/run-chunk.ts'
import { type ErrorCode, FailureError } from '../../shared/errors.ts'
import { limits, type RawEntry } from '../../shared/record/entry.ts'
import { encodeHeader } from '../../shared/record/header-codec.ts'
import { bytesEqual, bytesToId } from '../../shared/record/ids.ts'
import { readEntry } from '../../shared/record/read-entry.ts'
import { openBody, sealBody } from '../../shared/record/sealed-body.ts'
import { verifyRun } from '../../shared/record/verify-run.ts'
import { bounded } from './allocation.ts'
import { pick, type Random } from './draw.ts'
import { mutateBytes } from './mutate.ts'
import { sha256, type World } from './signed.ts'

const { hashing } = bundleDeps

const unlessRefused = async (code: ErrorCode, work: () => void): Promise<boolean> => {
  try {
    await bounded(work)
    return true
  } catch (error) {
    if (error instanceof FailureError && error.failure.code === code) return false
    throw error
  }
}

/** Read by itself, whoever signed it: one spelling, and the body that the header names. */
export const entryCase = (random: Random, world: World): Promise<boolean> =>
  unlessRefused('entry-bad', () => {
    const raw = pick(random, world.run(random).entries)
    if (!raw) return
    const { header } = readEntry(raw, hashing)
    if (!bytesEqual(encodeHeader(header), raw.header)) throw new Error('a header has two spellings')
    if (raw.signature.length !== 64) throw new Error('a signature has another length')
    if (raw.body === null) return
    if (raw.body.length !== header.bodySize) throw new Error('a body has another size than its header names')
    if (sha256(raw.body) !== Buffer.from(header.bodyHash).toString('hex'))
      throw new Error('a body is not the one its header names')
  })

export const runCase = (random: Random, world: World): Promise<boolean> =>
  unlessRefused('run-bad', () => {
    const run = world.run(random)
    const entries = verifyRun(run, bundleDeps)
    if (entries.length !== run.entries.length) throw new Error('entries of a run are left out')
    for (const { log, header } of entries)
      if (log !== run.log || bytesToId(header.log) !== log)
        throw new Error('an entry is put into another log')
    world.expectSigned(entries.map(({ raw }) => raw))
  })

/** A chunk's inside: pieces, each byte of it in one of them, or a sentence on what is wrong. */
export const chunkCase = async (random: Random, world: World): Promise<boolean> => {
  const runs = Array.from({ length: 1 + random(2) }, () => world.pack(world.run(random)))
  const [entry] = runs[0]!.entries
  if (entry && random(100) === 1)
    runs[0]!.entries[0] = { ...entry, body: new Uint8Array(limits.bodyBytes + random(2)) }
  const whole = encodeRuns(runs)
  const chunk = random(4) === 0 ? whole : mutateBytes(whole, random)
  const read = await bounded(() => decodeRuns(chunk))
  if (typeof read === 'string') return false
  const tooLarge = ({ header, body }: RawEntry) =>
    header.length > limits.headerBytes || (body?.length ?? 0) > limits.bodyBytes
  if (read.some(({ entries }) => entries.some(tooLarge))) throw new Error('an entry is beyond its bounds')
  if (!bytesEqual(encodeRuns(read), chunk)) throw new Error('a chunk has two spellings')
  return true
}

/** A sealed body opens in its own place, with its own secret, and as it was sealed. */
export const sealedCase = async (random: Random, world: World): Promise<boolean> => {
  const log = pick(random, world.authors).signing.publicKey
  const place = { log, seq: 1 + random(3), scope: 'A'.repeat(43) }
  const keys = [1, 2, 3].map(n => new Uint8Array(32).fill(n))
  const plain = encode({ kind: 'site', version: 1, fields: { name: 'well' } })
  const sealed = sealBody(aead, keys[0]!, new Uint8Array(12).fill(random(3)), place, plain)
  const given = random(3) === 0 ? sealed : mutateBytes(sealed, random)
  const there = pick(random, [
    place,
    place,
    { ...place, seq: place.seq + 1 },
    { ...place, scope: 'B'.repeat(43) },
    { ...place, log: world.stranger.publicKey }
  ])
  const held = pick(random, [keys, keys, keys.slice(1), [], [...keys].reverse()])
  const opened = await bounded(() => openBody(aead, held, there, given))
  if (opened === null) return false
  const lawful = bytesEqual(given, sealed) && there === place && bytesEqual(opened, plain)
  if (!lawful) throw new Error('a sealed body opens that was changed, or elsewhere')
  return true
}
