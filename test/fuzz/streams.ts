import { decode, encode } from 'cborg'
import { bundleDeps } from '../../electron/carry/bundle-deps.ts'
import { type Promised, RangeCollector } from '../../shared/bundle/collect-ranges.ts'
import { BundleExaminer, unpackRun } from '../../shared/bundle/examine-bundle.ts'
import { FrameWriter, frameType } from '../../shared/bundle/frames.ts'
import { encodeManifest, type Manifest } from '../../shared/bundle/manifest.ts'
import { readBundle } from '../../shared/bundle/read-bundle.ts'
import { decodeRuns, encodeRuns, type PackedRun } from '../../shared/bundle/run-chunk.ts'
import { StreamFault } from '../../shared/bundle/stream-fault.ts'
import { encodeTrailer, trailerStatement } from '../../shared/bundle/trailer.ts'
import { FailureError } from '../../shared/errors.ts'
import { mutateBytes, mutateTree, pick, type Random } from './mutate.ts'
import type { World } from './signed.ts'

interface Part {
  type: number
  flags: number
  payload: Uint8Array
}

const deflated = async (bytes: Uint8Array): Promise<Uint8Array> => {
  const packed = await bundleDeps.compressing.deflate(bytes)
  const payload = new Uint8Array(4 + packed.length)
  new DataView(payload.buffer).setUint32(0, bytes.length)
  payload.set(packed, 4)
  return payload
}

/** What a hostile maker promises of its runs: the truth, where their ends can be read at all. */
const promisedOf = (runs: readonly PackedRun[]): Promised => {
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

/** Sealed and signed anew after whatever was done to the parts, so that what lies deeper is reached. */
const streamOf = (parts: readonly Part[], world: World, random: Random): Uint8Array => {
  const writer = new FrameWriter(random(12) === 0 ? 'welcome' : 'bundle', bundleDeps.hashing)
  const pieces: Uint8Array[] = [writer.prelude]
  for (const { type, flags, payload } of parts) pieces.push(writer.head(type, payload, flags), payload)
  const signing = random(8) === 0 ? world.stranger : world.maker
  const trailer = encodeTrailer(writer.seal, signing.sign(trailerStatement(writer.seal)))
  pieces.push(writer.head(frameType.trailer, trailer), trailer)
  const stream = Buffer.concat(pieces)
  return random(6) === 0 ? mutateBytes(stream, random) : stream
}

const partsOf = async (world: World, random: Random): Promise<Part[]> => {
  const runs = [world.run(random), world.run(random)].map(run => ({
    log: world.logBytes(run.log),
    entries: run.entries
  }))
  const manifest: Manifest = {
    federation: new Uint8Array(32).fill(1),
    federationName: 'Salt Road',
    maker: world.maker.publicKey,
    makerHandle: 'Stepan',
    makerCommune: null,
    madeAt: 0,
    ...promisedOf(runs)
  }
  let told = encodeManifest(manifest)
  let chunk = encodeRuns(runs)
  // often nothing here, so that what lies in the runs is reached
  const where = random(12)
  if (where === 0) told = encode(mutateTree(decode(told), random))
  if (where === 1) told = mutateBytes(told, random)
  if (where === 2) chunk = Buffer.from(mutateBytes(chunk, random))
  let packed = await deflated(chunk)
  if (where === 3) packed = mutateBytes(packed, random)
  const parts: Part[] = [
    { type: frameType.manifest, flags: 0, payload: told },
    { type: frameType.runs, flags: 0, payload: packed }
  ]
  if (where === 4) {
    const part = pick(random, parts)
    part.type = pick(random, [0, 1, 2, 3, 16, 127, 255])
    part.flags = random(4)
  }
  if (where === 5) parts.splice(random(3), random(2), pick(random, parts))
  return parts
}

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

/** A bundle's stream: refused as streams are, or every entry of it was signed by its author. */
export const bundleCase = async (random: Random, world: World): Promise<boolean> => {
  const stream = streamOf(await partsOf(world, random), world, random)
  let examiner: BundleExaminer | null = null
  const accepted: string[] = []
  try {
    for await (const part of readBundle(inPieces(stream, 1 + random(5000)), 'bundle', bundleDeps)) {
      if (part.sort === 'manifest') examiner = new BundleExaminer(part.manifest, bundleDeps)
      if (part.sort !== 'runs') continue
      for (const run of part.runs) {
        const taken = examiner!.take(run, part.at)
        if (typeof taken === 'string') return false
        accepted.push(...taken.map(({ id }) => id))
      }
    }
  } catch (error) {
    if (error instanceof StreamFault || (error instanceof FailureError && error.failure.code === 'run-bad'))
      return false
    throw error
  }
  world.expectSigned(accepted)
  return true
}

/** A chunk's inside: pieces, or a sentence on what is wrong. */
export const chunkCase = (random: Random, world: World): boolean => {
  const run = world.run(random)
  const chunk = encodeRuns([{ log: world.logBytes(run.log), entries: run.entries }])
  return typeof decodeRuns(mutateBytes(chunk, random)) !== 'string'
}
