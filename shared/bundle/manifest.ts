/** What stands at the front of a bundle: enough for a preview, and a promise that the rest must keep. */
import * as v from 'valibot'
import { handle, name } from '../kinds/fields.ts'
import { canonical } from '../record/body-codec.ts'
import { decodeBounded } from '../record/bounded-cbor.ts'
import { isZero } from './bytes.ts'
import { bundleLimits } from './limits.ts'

const bytes32 = v.custom<Uint8Array>(
  value => value instanceof Uint8Array && value.length === 32,
  'is not 32 bytes'
)
const whole = v.pipe(v.number(), v.safeInteger('is not a whole number'), v.minValue(0, 'is negative'))
const seq = v.pipe(whole, v.minValue(1, 'is below 1'))

/** Consecutive entries of one log: [log, from, to, id before `from` (zeros at 1), id of `to`]. */
const range = v.pipe(
  v.strictTuple([bytes32, seq, seq, bytes32, bytes32]),
  v.check(([, from, to]) => from <= to, 'ends before it begins'),
  v.check(([, from, , before]) => (from === 1) === isZero(before), 'does not say what it follows'),
  v.transform(([log, from, to, before, head]) => ({ log, from, to, before, head }))
)
export type Range = v.InferOutput<typeof range>

const manifest = v.pipe(
  v.object({
    federation: bytes32,
    /** empty where the maker has not met the federation's own entry yet */
    federationName: v.pipe(v.string(), v.maxLength(120)),
    /** Ed25519 key of the device that made the bundle; the trailer is signed with it */
    maker: bytes32,
    makerHandle: handle,
    makerCommune: v.nullable(name),
    /** ms since 1970 as the maker's machine believed */
    madeAt: v.pipe(v.number(), v.safeInteger()),
    entries: whole,
    /** header, signature and body bytes of all of them */
    entryBytes: whole,
    /** in the order in which the runs come */
    ranges: v.pipe(v.array(range), v.maxLength(bundleLimits.ranges, 'lists too many stretches')),
    /** what follows the runs; not there where nothing does */
    blobs: v.exactOptional(v.object({ count: whole, bytes: whole })),
    /** the maker itself lacks bodies of these entries: what stands here is not what the maker holds */
    hollow: v.exactOptional(v.literal(true))
  }),
  v.check(
    m => m.entries === m.ranges.reduce((sum, r) => sum + r.to - r.from + 1, 0),
    'counts its entries wrongly'
  )
)
export type Manifest = v.InferOutput<typeof manifest>

export const encodeManifest = (m: Manifest): Uint8Array =>
  canonical({ ...m, ranges: m.ranges.map(r => [r.log, r.from, r.to, r.before, r.head]) })

/** Parses a manifest, or says what is wrong with it. Keys of later versions are passed over. */
export const decodeManifest = (bytes: Uint8Array): Manifest | string => {
  let raw: unknown
  try {
    raw = decodeBounded(bytes, { strict: true, rejectDuplicateMapKeys: true }, bundleLimits.manifestValues)
  } catch (error) {
    return `the manifest is no CBOR: ${error instanceof Error ? error.message : String(error)}`
  }
  const parsed = v.safeParse(manifest, raw, { abortEarly: true })
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  return `the manifest's ${v.getDotPath(issue) ?? 'form'}: ${issue.message}`
}

/** The tips that the ranges reach, by log: a range that another follows has none of its own. */
export const tipsOf = (ranges: readonly Range[]): Range[] => {
  const key = (log: Uint8Array, id: Uint8Array) => `${log.join()}/${id.join()}`
  const followed = new Set(ranges.map(r => key(r.log, r.before)))
  return ranges.filter(r => !followed.has(key(r.log, r.head)))
}

/** The ranges that follow an entry which no range of their log spans: it must be held already. */
export const followingOthers = (ranges: readonly Range[]): Range[] => {
  const byLog = new Map<string, Range[]>()
  for (const range of ranges) {
    const log = range.log.join()
    const others = byLog.get(log)
    if (others) others.push(range)
    else byLog.set(log, [range])
  }
  const spans = (range: Range, seq: number) => range.from <= seq && seq <= range.to
  return ranges.filter(
    ({ log, from }) => from > 1 && !byLog.get(log.join())!.some(other => spans(other, from - 1))
  )
}
