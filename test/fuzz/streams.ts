/** Streams of bundles, welcomes and backups as somebody makes them who holds every key that the outer layers ask for. */
import { deflateRawSync } from 'node:zlib'
import { decode, encode } from 'cborg'
import { bundleDeps } from '../../electron/carry/bundle-deps.ts'
import { RangeCollector } from '../../shared/bundle/collect-ranges.ts'
import { unpackRun } from '../../shared/bundle/examine-bundle.ts'
import { FrameWriter, frameType, type StreamForm } from '../../shared/bundle/frames.ts'
import { encodeManifest, type Manifest, type Range } from '../../shared/bundle/manifest.ts'
import { encodeRuns, type PackedRun } from '../../shared/bundle/run-chunk.ts'
import { encodeTrailer, trailerStatement } from '../../shared/bundle/trailer.ts'
import { FailureError } from '../../shared/errors.ts'
import { pick, type Random } from './draw.ts'
import { mutateBytes, mutateTree } from './mutate.ts'
import { sha256, type World } from './signed.ts'

interface Part {
  type: number
  flags: number
  payload: Uint8Array
}

export interface MadeStream {
  bytes: Uint8Array
  /** SHA-256 of what a maker sealed and signed as its own; null where nobody did */
  sealed: string | null
  /** as the manifest tells it, where nothing was done to the manifest's bytes */
  manifest: Manifest | null
}

export interface StreamWanted {
  form: StreamForm
  federation: Uint8Array
  /** of a welcome or a backup */
  head?: Uint8Array
  /** little is done to the inside, so that what lies around it is reached */
  calm?: true
}

const sized = (claimed: number, packed: Uint8Array): Uint8Array => {
  const payload = new Uint8Array(4 + packed.length)
  new DataView(payload.buffer).setUint32(0, claimed)
  payload.set(packed, 4)
  return payload
}

/** What is true of these runs, as far as their ends can be read at all. */
const promisedOf = (runs: readonly PackedRun[]): Pick<Manifest, 'entries' | 'entryBytes' | 'ranges'> => {
  const collector = new RangeCollector(bundleDeps.hashing)
  for (const run of runs) {
    try {
      collector.take(unpackRun(run))
    } catch (error) {
      if (!(error instanceof FailureError)) throw error
    }
  }
  return collector.promised
}

/** The ranges with something else promised than what comes, and counted anew so that the lie is a lawful one. */
const otherRanges = (given: readonly Range[], random: Random): Range[] => {
  const ranges = given.map(range => ({ ...range }))
  const at = random(ranges.length + 1)
  const range = ranges[at]
  const how = random(7)
  if (!range || how === 0) ranges.splice(at, 0, ...ranges.slice(0, 1))
  else if (how === 1) ranges.splice(at, 1)
  else if (how === 2) ranges.reverse()
  else if (how === 3) range.head = mutateBytes(range.head, random)
  else if (how === 4) range.before = mutateBytes(range.before, random)
  else if (how === 5) range.to += 1 + random(3)
  else range.to = Math.max(range.from, range.to - 1 - random(2))
  return ranges
}

const countOf = (ranges: readonly Range[]): number =>
  ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0)

/** Eight megabytes of the smallest values there are: what a reader makes of them is far larger. */
const swollen = (random: Random): Uint8Array => {
  const bytes = new Uint8Array(8 * 1024 * 1024).fill(pick(random, [0x80, 0xa0, 0xf6, 0x60]))
  // a list of as many as follow
  bytes.set([0x9a, 0, 0x7f, 0xff, 0xfb])
  return bytes
}

/** Sixteen megabytes, in as many kilobytes. */
let bomb: Uint8Array | null = null

const partsOf = (wanted: StreamWanted, world: World, random: Random) => {
  const count = pick(random, [0, 1, 1, 2, 2, 3])
  const runs = Array.from({ length: count }, () => world.pack(world.run(random)))
  const where = random(wanted.calm ? 60 : 24)
  const promised = promisedOf(runs)
  const lies = where > 17 && where < 24
  if (lies) promised.ranges = otherRanges(promised.ranges, random)
  if (lies) promised.entries = countOf(promised.ranges)
  const manifest: Manifest = {
    federation: random(4) === 1 ? new Uint8Array(32).fill(1) : wanted.federation,
    federationName: 'Salt Road',
    maker: world.maker.publicKey,
    makerHandle: 'Stepan',
    makerCommune: null,
    madeAt: 0,
    ...promised
  }
  let told = encodeManifest(manifest)
  let chunk: Uint8Array = encodeRuns(runs)
  // often nothing here, so that what lies in the runs is reached
  if (where === 1) told = encode(mutateTree(decode(told), random))
  if (where === 2) told = mutateBytes(told, random)
  if (where === 3) chunk = mutateBytes(chunk, random)
  if (where === 4 && random(20) === 1) told = swollen(random)
  let packed: Uint8Array = sized(chunk.length, deflateRawSync(chunk))
  if (where === 5) packed = mutateBytes(packed, random)
  // far more lies in it than it says, or than it may say
  if (where === 6 && random(2) === 1) {
    bomb ??= deflateRawSync(Buffer.alloc(2 ** 24))
    packed = sized(pick(random, [9, 2 ** 24, 2 ** 23 + 1, 2 ** 31]), bomb)
  }
  const parts: Part[] = [
    { type: frameType.manifest, flags: 0, payload: told },
    { type: frameType.runs, flags: 0, payload: packed }
  ]
  if (wanted.form !== 'bundle' && wanted.head)
    parts.unshift({ type: frameType[wanted.form], flags: 0, payload: wanted.head })
  if (where === 7) {
    const part = pick(random, parts)
    part.type = pick(random, [0, 1, 2, 3, 16, 17, 127, 255])
    part.flags = random(4)
  }
  if (where === 8) parts.splice(random(parts.length), random(2), pick(random, parts))
  return { parts, manifest: where === 1 || where === 2 || where === 4 ? null : manifest }
}

/** Where each frame's head begins. */
const headsOf = (stream: Uint8Array): number[] => {
  const heads: number[] = []
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength)
  for (let at = 10; at + 38 <= stream.length; at += 38 + view.getUint32(at + 2)) heads.push(at)
  return heads
}

/** A size that a frame claims is another: nothing is hashed before its payload is read. */
const claimMore = (stream: Uint8Array, random: Random): Uint8Array => {
  const bytes = Uint8Array.from(stream)
  const most = 8 * 1024 * 1024
  const claimed = pick(random, [most + 1, 2 ** 25, 2 ** 31, 2 ** 32 - 1, most, 0])
  new DataView(bytes.buffer).setUint32(pick(random, headsOf(stream)) + 2, claimed)
  return bytes
}

/** Sealed and signed anew after whatever was done to the parts, so that what lies deeper is reached. */
export const makeStream = (wanted: StreamWanted, world: World, random: Random): MadeStream => {
  const made = partsOf(wanted, world, random)
  const { manifest } = made
  let { parts } = made
  const form = random(20) === 1 ? pick(random, ['bundle', 'welcome', 'backup'] as const) : wanted.form
  const framed = (ending?: Uint8Array) => {
    const writer = new FrameWriter(form, bundleDeps.hashing)
    const pieces: Uint8Array[] = [writer.prelude]
    for (const { type, flags, payload } of parts) pieces.push(writer.head(type, payload, flags), payload)
    const trailer = ending ?? encodeTrailer(writer.seal, signing.sign(trailerStatement(writer.seal)))
    pieces.push(writer.head(frameType.trailer, trailer), trailer)
    return { stream: Buffer.concat(pieces), trailer }
  }
  const own = random(10) !== 1
  const signing = own ? world.maker : world.stranger
  const { stream, trailer } = framed()
  const sealed = own ? sha256(stream) : null
  const how = random(12)
  if (how === 3) {
    // what the maker signed of another bundle is put behind this one
    parts = partsOf(wanted, world, random).parts
    return { bytes: framed(trailer).stream, sealed, manifest: null }
  }
  const bytes = how === 1 ? mutateBytes(stream, random) : how === 2 ? claimMore(stream, random) : stream
  return { bytes, sealed, manifest }
}

/**
 * What must hold of a stream that was taken: its maker sealed just these bytes, and every range that it promised
 * came, whole and in its order, and nothing else.
 */
export const expectLawful = (
  { bytes, sealed, manifest }: MadeStream,
  came: readonly { log: Uint8Array; seq: number; prev: Uint8Array; id: Uint8Array }[]
): void => {
  if (sealed === null || sealed !== sha256(bytes)) throw new Error('taken though its maker did not sign it')
  if (manifest === null) return
  let at = 0
  for (const { log, from, to, before, head } of manifest.ranges) {
    let prev = before
    for (let seq = from; seq <= to; seq++) {
      const entry = came[at++]
      const isNext = entry && entry.seq === seq && equal(entry.log, log) && equal(entry.prev, prev)
      if (!isNext) throw new Error(`taken though ${seq} of a log that it promises did not come`)
      prev = entry.id
    }
    if (!equal(prev, head)) throw new Error('taken though a range ends in another entry than it promises')
  }
  if (at !== came.length) throw new Error('taken though more came than it promises')
}

const equal = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0
