import { describe, expect, it } from 'vitest'
import { RangeCollector } from '#shared/bundle/collect-ranges.ts'
import { BundleExaminer, unpackRun } from '#shared/bundle/examine-bundle.ts'
import { FrameWriter, frameType, optionalFlag } from '#shared/bundle/frames.ts'
import { bundleLimits } from '#shared/bundle/limits.ts'
import { encodeManifest, type Manifest } from '#shared/bundle/manifest.ts'
import { type BundlePart, readBundle, unpackChunk } from '#shared/bundle/read-bundle.ts'
import { cutRun, encodeRuns, type PackedRun } from '#shared/bundle/run-chunk.ts'
import { StreamFault } from '#shared/bundle/stream-fault.ts'
import { encodeTrailer, trailerStatement } from '#shared/bundle/trailer.ts'
import { writeBundle } from '#shared/bundle/write-bundle.ts'
import { bundleDeps } from '../../electron/carry/bundle-deps.ts'
import { newSigning, WrittenLog } from './logs.ts'

const maker = newSigning()

const manifestFor = (runs: PackedRun[], changes: Partial<Manifest> = {}): Manifest => {
  const collector = new RangeCollector(bundleDeps.hashing)
  for (const run of runs) collector.take(unpackRun(run))
  return {
    federation: new Uint8Array(32).fill(7),
    federationName: 'Steppe',
    maker: maker.publicKey,
    makerHandle: 'Olena',
    makerCommune: 'Orikhiv',
    madeAt: 1_700_000_000_000,
    ...collector.promised,
    ...changes
  }
}

async function* each<T>(items: Iterable<T>): AsyncGenerator<T, void, void> {
  yield* items
}

const gather = async (bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> => {
  const pieces: Uint8Array[] = []
  for await (const piece of bytes) pieces.push(piece)
  return Buffer.concat(pieces)
}

const written = (runs: PackedRun[], manifest = manifestFor(runs)): Promise<Uint8Array> =>
  gather(writeBundle({ manifest, runs: each(runs), signing: maker, ...bundleDeps }))

type Unpacked = BundlePart | { sort: 'runs'; runs: PackedRun[]; at: number }

const read = async (bytes: Uint8Array): Promise<Unpacked[]> => {
  const parts: Unpacked[] = []
  for await (const part of readBundle(each([bytes]), 'bundle', bundleDeps)) {
    if (part.sort !== 'runs') parts.push(part)
    else parts.push({ ...part, ...(await unpackChunk(part.packed, part.at, bundleDeps.compressing)) })
  }
  return parts
}
const runsOf = (part: Unpacked | undefined): PackedRun[] => (part && 'runs' in part ? part.runs : [])

const faultOf = async (bytes: Uint8Array): Promise<StreamFault> => {
  const error = await read(bytes).catch(thrown => thrown)
  expect(error).toBeInstanceOf(StreamFault)
  return error
}

/** A stream of the given frames, sealed and signed as an honest maker's would be. */
const forged = (frames: { type: number; payload: Uint8Array; flags?: number }[]): Uint8Array => {
  const writer = new FrameWriter('bundle', bundleDeps.hashing)
  const pieces = [writer.prelude]
  for (const { type, payload, flags } of frames) pieces.push(writer.head(type, payload, flags), payload)
  const trailer = encodeTrailer(writer.seal, maker.sign(trailerStatement(writer.seal)))
  return Buffer.concat([...pieces, writer.head(frameType.trailer, trailer), trailer])
}

const chunk = async (runs: PackedRun[], claimedBytes?: number): Promise<Uint8Array> => {
  const bytes = encodeRuns(runs)
  const packed = await bundleDeps.compressing.deflate(bytes)
  const size = Buffer.alloc(4)
  size.writeUInt32BE(claimedBytes ?? bytes.length)
  return Buffer.concat([size, packed])
}

describe('a bundle stream', () => {
  it('gives back the manifest and every run that was written', async () => {
    const logs = [new WrittenLog().writeNotes(3), new WrittenLog().writeNotes(1)]
    const runs = logs.map(log => log.packed())
    const parts = await read(await written(runs))
    expect(parts.map(part => part.sort)).toEqual(['manifest', 'runs', 'end'])
    const [manifest, chunkPart] = parts
    expect(manifest).toMatchObject({
      manifest: { entries: 4, makerHandle: 'Olena', makerCommune: 'Orikhiv' }
    })
    const back = encodeRuns(runsOf(chunkPart))
    expect(back).toEqual(encodeRuns(runs))
  })

  it('carries an entry whose body was forgotten', async () => {
    const { log, entries } = new WrittenLog().writeNotes(2).packed()
    const run = { log, entries: entries.map(entry => ({ ...entry, body: null })) }
    const parts = await read(await written([run]))
    const bodies = parts.flatMap(runsOf).flatMap(({ entries }) => entries.map(({ body }) => body))
    expect(bodies).toEqual([null, null])
  })

  it('gathers short runs in one chunk and cuts a long one at a thousand entries', async () => {
    const short = Array.from({ length: 20 }, () => new WrittenLog().writeNotes(1).packed())
    const long = new WrittenLog().writeNotes(2300).packed()
    const parts = await read(await written([...short, long]))
    const runs = parts
      .filter(part => part.sort === 'runs')
      .map(part => runsOf(part).map(run => run.entries.length))
    expect(runs.flat()).toEqual([...short.map(() => 1), 1000, 1000, 300])
    expect(runs[0]?.length).toBeGreaterThan(20)
  })

  it('refuses what is no bundle, what is cut before its trailer and what goes on after it', async () => {
    const bytes = await written([new WrittenLog().writeNotes(2).packed()])
    expect((await faultOf(Buffer.from('hello'))).sort).toBe('not-one')
    expect((await faultOf(Buffer.from('welcome\nxx'))).sort).toBe('not-one')
    expect((await faultOf(bytes.subarray(0, -134))).reason).toContain('without its trailer')
    expect((await faultOf(bytes.subarray(0, -1))).sort).toBe('damaged')
    expect((await faultOf(Buffer.concat([bytes, Buffer.alloc(1)]))).reason).toContain('follow the trailer')
  })

  it('refuses every single changed byte', async () => {
    const bytes = await written([new WrittenLog().writeNotes(2).packed()])
    for (let at = 0; at < bytes.length; at++) {
      const changed = Uint8Array.from(bytes)
      changed[at] = (changed[at] as number) ^ (1 << (at % 8))
      await faultOf(changed)
    }
  })

  it('tells a later version, an unknown flag and an unknown part that must be read', async () => {
    const manifest = { type: frameType.manifest, payload: encodeManifest(manifestFor([])) }
    const later = Uint8Array.from(forged([manifest]))
    later[9] = 2
    expect(await faultOf(later)).toMatchObject({ sort: 'newer', version: 2 })
    expect((await faultOf(forged([manifest, { type: 9, payload: new Uint8Array(3) }]))).sort).toBe('newer')
    const flagged = forged([manifest, { type: 9, payload: new Uint8Array(3), flags: 2 }])
    expect((await faultOf(flagged)).sort).toBe('newer')
  })

  it('passes over an unknown part that is marked optional', async () => {
    const manifest = { type: frameType.manifest, payload: encodeManifest(manifestFor([])) }
    const parts = await read(forged([manifest, { type: 9, payload: new Uint8Array(3), flags: optionalFlag }]))
    expect(parts.map(part => part.sort)).toEqual(['manifest', 'end'])
  })

  it('gives back the photos that follow the runs', async () => {
    const runs = [new WrittenLog().writeNotes(2).packed()]
    const photos = [new Uint8Array(5).fill(1), new Uint8Array(1024 * 1024).fill(2)]
    const manifest = manifestFor(runs, { blobs: { count: 2, bytes: 1024 * 1024 + 5 } })
    const writing = { manifest, runs: each(runs), blobs: each(photos), signing: maker, ...bundleDeps }
    const parts = await read(await gather(writeBundle(writing)))
    expect(parts.map(part => part.sort)).toEqual(['manifest', 'runs', 'blob', 'blob', 'end'])
    expect(parts.flatMap(part => (part.sort === 'blob' ? [part.bytes] : []))).toEqual(photos)
  })

  it('refuses photos that are not what the manifest promises, or stand in the wrong place', async () => {
    const log = new WrittenLog().writeNotes(1)
    const runs = { type: frameType.runs, payload: await chunk([log.packed()]) }
    const blob = { type: frameType.blob, payload: new Uint8Array(7), flags: optionalFlag }
    const manifest = (blobs?: Manifest['blobs']) => ({
      type: frameType.manifest,
      payload: encodeManifest(manifestFor([log.packed()], blobs && { blobs }))
    })
    const one = manifest({ count: 1, bytes: 7 })
    expect((await read(forged([one, runs, blob]))).map(part => part.sort)).toContain('blob')
    for (const frames of [
      [manifest(), runs, blob],
      [one, runs],
      [one, runs, blob, blob],
      [manifest({ count: 1, bytes: 8 }), runs, blob],
      [one, blob, runs],
      [blob, one, runs],
      [one, runs, { ...blob, flags: 0 }],
      [manifest({ count: 1, bytes: 0 }), runs, { ...blob, payload: new Uint8Array(0) }],
      [manifest({ count: 1, bytes: 2 ** 20 + 1 }), runs, { ...blob, payload: new Uint8Array(2 ** 20 + 1) }]
    ])
      expect((await faultOf(forged(frames))).sort).toBe('damaged')
  })

  it('refuses parts in the wrong place', async () => {
    const log = new WrittenLog().writeNotes(1)
    const manifest = { type: frameType.manifest, payload: encodeManifest(manifestFor([log.packed()])) }
    const runs = { type: frameType.runs, payload: await chunk([log.packed()]) }
    for (const frames of [
      [runs, manifest],
      [manifest, manifest],
      [manifest, { ...runs, type: frameType.welcome }],
      []
    ])
      expect((await faultOf(forged(frames))).sort).toBe('damaged')
  })

  it('takes no memory for sizes beyond the bounds, whatever they claim', async () => {
    const manifest = { type: frameType.manifest, payload: encodeManifest(manifestFor([])) }
    const huge = Uint8Array.from(forged([manifest]))
    Buffer.from(huge.buffer).writeUInt32BE(bundleLimits.payloadBytes + 1, 12)
    expect((await faultOf(huge)).reason).toContain('more than is allowed')
    const claims = await chunk([], bundleLimits.chunkBytes + 1)
    expect((await faultOf(forged([manifest, { type: frameType.runs, payload: claims }]))).reason).toContain(
      'more than is allowed'
    )
  })

  it('refuses a chunk that unpacks to more than it claims before unpacking the rest', async () => {
    const manifest = { type: frameType.manifest, payload: encodeManifest(manifestFor([])) }
    const packed = await bundleDeps.compressing.deflate(new Uint8Array(64 * 1024 * 1024))
    const payload = Buffer.concat([Buffer.from([0, 0, 1, 0]), packed])
    const before = process.memoryUsage().arrayBuffers
    expect((await faultOf(forged([manifest, { type: frameType.runs, payload }]))).reason).toContain(
      'unpacked'
    )
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * 1024 * 1024)
  })

  it('refuses a trailer signed by another device', async () => {
    const runs = [new WrittenLog().writeNotes(1).packed()]
    const manifest = manifestFor(runs)
    const bytes = await gather(
      writeBundle({ manifest, runs: each(runs), signing: newSigning(), ...bundleDeps })
    )
    expect((await faultOf(bytes)).reason).toContain('signature')
  })

  it.each([
    ['a count that is not the sum of its ranges', { entries: 5 }],
    ['a handle that is empty', { makerHandle: ' ' }],
    ['a key that is too short', { maker: new Uint8Array(31) }],
    ['a negative time', { entryBytes: -1 }]
  ])('refuses a manifest with %s', async (_, changes) => {
    const payload = encodeManifest(manifestFor([], changes as Partial<Manifest>))
    expect((await faultOf(forged([{ type: frameType.manifest, payload }]))).reason).toContain('manifest')
  })

  it.each([
    ['lists nested without end', new Uint8Array(bundleLimits.payloadBytes).fill(0x81)],
    ['a list that claims 2^53 parts', Uint8Array.of(0x9b, 0, 0x1f, 255, 255, 255, 255, 255, 255)],
    ['bytes that claim 2^32', Uint8Array.of(0x5a, 255, 255, 255, 255)],
    ['a key twice', Uint8Array.of(0xa2, 0x61, 0x61, 0, 0x61, 0x61, 0)],
    ['an endless list', Uint8Array.of(0x9f, 0xff)]
  ])('refuses a manifest that is %s', async (_, payload) => {
    expect((await faultOf(forged([{ type: frameType.manifest, payload }]))).sort).toBe('damaged')
  })

  it('refuses a manifest whose range says it begins a log and follows something', async () => {
    const range = {
      log: new Uint8Array(32),
      from: 1,
      to: 1,
      before: new Uint8Array(32).fill(1),
      head: new Uint8Array(32)
    }
    const payload = encodeManifest(manifestFor([], { entries: 1, ranges: [range] }))
    expect((await faultOf(forged([{ type: frameType.manifest, payload }]))).reason).toContain('follows')
  })
})

describe('examining runs against the manifest', () => {
  const examine = (manifest: Manifest, runs: PackedRun[]) => {
    const examiner = new BundleExaminer(manifest, bundleDeps)
    const answers = runs.map(run => examiner.take(run, 7))
    return { examiner, refused: answers.some(answer => typeof answer === 'string') }
  }

  it('takes a log in pieces and two branches of a forked one', () => {
    const log = new WrittenLog().writeNotes(6)
    const branch = log.branch(4).writeNotes(3)
    const runs = [log.packed(1, 2), log.packed(3, 6), branch.packed(5, 7)]
    const { examiner, refused } = examine(manifestFor(runs), runs)
    expect(refused).toBe(false)
    expect(examiner.complete).toBe(true)
    expect(examiner.missing).toEqual([])
  })

  it('names what the bundle builds on and does not bring', () => {
    const log = new WrittenLog().writeNotes(6)
    const runs = [log.packed(4, 6)]
    const { examiner } = examine(manifestFor(runs), runs)
    expect(examiner.missing).toEqual([{ before: log.entries[2]?.id, log: log.log, seq: 4, at: 7 }])
  })

  it('names a branch that comes before its trunk', () => {
    const log = new WrittenLog().writeNotes(6)
    const runs = [log.branch(4).writeNotes(1).packed(5), log.packed()]
    expect(examine(manifestFor(runs), runs).examiner.missing).toHaveLength(1)
  })

  it('refuses a run that was not promised, out of order, or short of its promise', () => {
    const [a, b] = [new WrittenLog().writeNotes(3), new WrittenLog().writeNotes(3)]
    expect(examine(manifestFor([a.packed()]), [b.packed()]).refused).toBe(true)
    expect(examine(manifestFor([a.packed(), b.packed()]), [b.packed()]).refused).toBe(true)
    expect(examine(manifestFor([a.packed(1, 2)]), [a.packed()]).refused).toBe(true)
    expect(examine(manifestFor([a.packed()]), [a.packed(), a.packed()]).refused).toBe(true)
    expect(examine(manifestFor([a.packed()]), [a.packed(1, 2)]).examiner.complete).toBe(false)
  })

  it('refuses another branch than the one promised', () => {
    const log = new WrittenLog().writeNotes(3)
    const branch = log.branch(2).write({ kind: 'other', version: 1, fields: {} })
    const run = { ...log.packed(1, 2), entries: [...log.packed(1, 2).entries, branch.raw] }
    expect(examine(manifestFor([log.packed()]), [run]).refused).toBe(true)
  })
})

describe('cutting a run into pieces', () => {
  it('ends no piece with an inner signature that does not hold', () => {
    const packed = new WrittenLog().writeNotes(2500).packed()
    // the author, or whoever passed the run on, left two signatures behind that nobody had to check
    const entries = packed.entries.map((entry, i) =>
      i === 999 || i === 998 ? { ...entry, signature: new Uint8Array(64) } : entry
    )
    const pieces = [...cutRun({ log: packed.log, entries }, bundleDeps.verifying)]
    expect(pieces.map(piece => piece.entries.length)).toEqual([998, 1000, 502])
    expect(pieces.flatMap(piece => piece.entries)).toEqual(entries)
  })

  it('goes on past the target where no signature holds', () => {
    const packed = new WrittenLog().writeNotes(1200).packed()
    const entries = packed.entries.map((entry, i) =>
      i < 1100 ? { ...entry, signature: new Uint8Array(64) } : entry
    )
    const pieces = [...cutRun({ log: packed.log, entries }, bundleDeps.verifying)]
    expect(pieces.map(piece => piece.entries.length)).toEqual([1101, 99])
  })
})

it('a chunk is unpacked only where nothing follows its end and its size is the one claimed', async () => {
  const { compressing } = bundleDeps
  const bytes = new TextEncoder().encode('salt '.repeat(400))
  const packed = await compressing.deflate(bytes)
  expect(await compressing.inflate(packed, bytes.length)).toEqual(Buffer.from(bytes))
  expect(await compressing.inflate(Buffer.concat([packed, Uint8Array.of(0)]), bytes.length)).toBeNull()
  expect(await compressing.inflate(packed, bytes.length - 1)).toBeNull()
  expect(await compressing.inflate(packed, bytes.length + 1)).toBeNull()
})
