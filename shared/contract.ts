/**
 * Everything the window may ask and hear; what it is answered with stands in answers.ts. Arguments are parsed
 * by the schema beside each request before anything else happens; answers come back as `Result`.
 *
 * `keeper` requests travel over the window's own port to the keeper (a utility process); `window`
 * requests go to the main process, which alone can open dialogs and print.
 */
import * as v from 'valibot'
import type {
  Arrived,
  AsideEntry,
  BlobsTold,
  BundlePreview,
  Card,
  Drive,
  DropStatus,
  Explanation,
  ExportReport,
  FoundPlace,
  ImportReport,
  KnownHolder,
  LanStatus,
  LastNews,
  Page,
  PaperSheet,
  PeopleList,
  ReleaseAnswer,
  ReviveAnswer,
  Row,
  Standing,
  Stats,
  Stretch,
  VaultStatus
} from './answers.ts'
import type { Result } from './errors.ts'
import type { Proposal } from './exchange/propose-matches.ts'
import { codeLimitBytes } from './invitation/code-text.ts'
import { day, handle, id, name, place, text } from './kinds/fields.ts'
import { forgetWhy } from './kinds/forget.ts'
import { releaseWhy } from './kinds/release.ts'
import { blobLimits, blobRef } from './record/blob.ts'

export type * from './answers.ts'

/** What a request is answered with; exists for the compiler alone. */
declare const answered: unique symbol
interface Request<Args extends v.GenericSchema, Answer> {
  args: Args
  [answered]?: Answer
}
const request =
  <Answer>() =>
  <Args extends v.GenericSchema>(args: Args): Request<Args, Answer> => ({ args })

/** what the window speaks */
const language = v.picklist(['en', 'uk'])
const nothing = v.undefined()
const path = v.pipe(v.string(), v.minLength(1), v.maxLength(4096))
/** A passphrase as typed; its strength is judged in shared/record/passphrase.ts. */
const passphrase = v.pipe(v.string(), v.minLength(1), v.maxLength(1024))
/** The asker names its long-running work, so that it can hear of its progress and cancel it. */
const job = v.pipe(v.string(), v.minLength(1), v.maxLength(64))
const bytes = v.pipe(
  v.instance(Uint8Array),
  v.check(b => b.byteLength <= 900_000, 'is larger than 900,000 bytes')
)

const blobBytes = v.pipe(
  v.instance(Uint8Array),
  v.check(b => b.byteLength <= blobLimits.bytes, 'is larger than 1 MiB')
)

/** A card or a welcome: the path of its file, or its bytes as they were read from a code. */
const handedOver = v.union([
  path,
  v.pipe(
    v.instance(Uint8Array),
    v.check(b => b.byteLength <= codeLimitBytes, 'is larger than a code can be')
  )
])
const localNumber = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const stretch = v.object({ after: localNumber, until: localNumber })
const communeToBe = v.optional(v.object({ name, place }))

const scalar = v.union([v.string(), v.number(), v.boolean(), v.null()])
/** All must hold. `before`/`after` are strict; a row without the field never holds, but for `is null`. */
const condition = v.object({
  field: v.pipe(v.string(), v.maxLength(40)),
  is: v.optional(scalar),
  isNot: v.optional(scalar),
  oneOf: v.optional(v.pipe(v.array(scalar), v.maxLength(500))),
  before: v.optional(v.union([v.string(), v.number()])),
  after: v.optional(v.union([v.string(), v.number()]))
})
export const listArgs = v.object({
  kind: v.pipe(v.string(), v.maxLength(40)),
  /** fields of the kind's `indexed`, or `commune`, `author` */
  where: v.optional(v.pipe(v.array(condition), v.maxLength(10))),
  /** full text, words by prefix */
  search: v.optional(v.pipe(v.string(), v.maxLength(200))),
  /** a field of `indexed`, or `claimedAt` (the default, newest first) */
  sort: v.optional(
    v.object({ field: v.pipe(v.string(), v.maxLength(40)), descending: v.optional(v.boolean()) })
  ),
  offset: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 0),
  limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000)), 100)
})
export type ListArgs = v.InferInput<typeof listArgs>

export const keeperRequests = {
  'vault.status': request<VaultStatus>()(nothing),
  /** makes the encrypted record and this device's keys */
  'vault.create': request<VaultStatus>()(v.object({ passphrase, handle })),
  /** makes the record of a backup, with new keys, and opens it; `passphrase` is the backup's */
  'vault.restore': request<VaultStatus>()(
    v.object({ path, passphrase, newPassphrase: passphrase, handle: v.optional(handle), job })
  ),
  'vault.unlock': request<VaultStatus>()(v.object({ passphrase })),
  /** stops what runs, closes the record and wipes its keys; the demo stays open */
  'vault.lock': request<VaultStatus>()(nothing),
  'vault.change-passphrase': request<VaultStatus>()(v.object({ now: passphrase, next: passphrase })),
  /** opens the demo federation in its own folder, making it first where needed */
  'demo.enter': request<VaultStatus>()(v.object({ job, language })),
  'demo.leave': request<VaultStatus>()(v.object({ erase: v.boolean() })),

  'federation.standing': request<Standing>()(nothing),
  'federation.begin': request<Standing>()(
    v.object({ federation: name, covenant: v.optional(text), commune: name, place })
  ),
  /** writes a card file; with `commune` the card of a commune-to-be */
  'invitation.card': request<Card>()(v.object({ path, commune: communeToBe })),
  /** the same card as bytes, to be shown as a code */
  'invitation.card-code': request<Card & { bytes: Uint8Array }>()(v.object({ commune: communeToBe })),
  'invitation.read-card': request<Card>()(v.object({ card: handedOver })),
  /**
   * admits the card's device into our commune, as this person's own other one where `own`, or vouches for its commune;
   * writes the welcome
   */
  'invitation.welcome': request<Card>()(v.object({ card: handedOver, path, own: v.optional(v.boolean()) })),
  /** the same, with a small welcome as bytes: the record then comes by another road */
  'invitation.welcome-code': request<Card & { bytes: Uint8Array }>()(
    v.object({ card: handedOver, own: v.optional(v.boolean()) })
  ),
  'invitation.join': request<Standing>()(v.object({ welcome: handedOver, job })),

  /** takes a sheet of paper into our commune and tells its words, this once */
  'paper.make': request<PaperSheet>()(v.object({ handle })),
  /** makes this device a member with a sheet's words and any stick, and opens its record */
  'paper.use': request<VaultStatus>()(
    v.object({ words: v.pipe(v.string(), v.maxLength(2000)), path, passphrase, handle, job })
  ),

  'rows.list': request<Page>()(listArgs),
  'rows.get': request<Row | null>()(v.object({ id })),
  /** creates a thing or fact, or puts fields over a thing; `over` defaults to the thing's heads */
  'rows.put': request<Row>()(
    v.object({
      kind: v.pipe(v.string(), v.maxLength(40)),
      thing: v.optional(id),
      over: v.optional(v.array(id)),
      commune: v.optional(id),
      fields: v.record(v.pipe(v.string(), v.maxLength(40)), v.unknown()),
      /** the bytes that the fields name, so that both are written or neither */
      blobs: v.optional(v.pipe(v.array(blobBytes), v.maxLength(3)))
    })
  ),
  /** null where it has not come yet, or is gone */
  'blobs.get': request<Uint8Array | null>()(v.object({ blob: blobRef.entries.blob })),
  /** all that are here */
  'blobs.held': request<BlobsTold>()(nothing),

  /** what could go from whom to whom, the most urgent first; `today` as the asker believes */
  'exchange.proposals': request<Proposal[]>()(
    v.object({
      today: day,
      limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)), 100)
    })
  ),

  /** every commune with the devices that write for it; `today` as the asker believes, for duties */
  'people.list': request<PeopleList>()(v.object({ today: day })),
  /** asks that a device stand for a commune no more; `commune` defaults to one's own */
  'people.release': request<ReleaseAnswer>()(
    v.object({ device: id, commune: v.optional(id), why: releaseWhy, note: v.optional(text) })
  ),
  /** one's own commune leaves the federation */
  'commune.leave': request<Standing>()(v.object({ note: v.optional(text) })),
  /** one's own commune vouches for one that is known here: it waits, or it left and comes back */
  'commune.vouch': request<{ isIn: boolean }>()(v.object({ commune: id })),
  /** how many communes must vouch for a new one from now on; the founder's members alone may say so */
  'commune.threshold': request<{ vouchThreshold: number }>()(
    v.object({ communes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)) })
  ),
  /** vouches that a card's device speak for a commune whose members are all gone; writes the welcome once enough have */
  'commune.revive': request<ReviveAnswer>()(v.object({ commune: id, card: handedOver, path })),
  /** takes a new device key; the record and the secrets stay, and somebody must let the new key in */
  'device.renew': request<Standing>()(nothing),
  /** asks every device to forget what things and facts say, with all that was put over them */
  'record.forget': request<{ entries: number; forgotten: number }>()(
    v.object({
      rows: v.pipe(v.array(id), v.minLength(1), v.maxLength(500)),
      why: forgetWhy,
      note: v.optional(text)
    })
  ),
  /** rows of one's own commune older than their kind is kept for, the oldest first */
  'record.forgettable': request<Page>()(v.object({ today: day })),

  'record.stats': request<Stats>()(nothing),
  /** what a stretch of arrivals brought: for the report after an import */
  'record.arrived': request<Arrived>()(stretch),
  /** what is kept and does not count, the newest first: at most 200, and how many there are */
  'record.aside': request<{ entries: AsideEntry[]; total: number }>()(stretch),
  /** why an entry counts or not; null where it is not held */
  'record.explain': request<Explanation | null>()(v.object({ entry: id })),
  'record.last-news': request<LastNews[]>()(nothing),

  /** all of a document's updates in the record, merged */
  'docs.read': request<{ update: Uint8Array }>()(
    v.object({ doc: id, part: v.picklist(['agenda', 'minutes']) })
  ),
  'docs.append': request<{ entry: string }>()(
    v.object({ doc: id, part: v.picklist(['agenda', 'minutes']), update: bytes })
  ),

  'carry.drives': request<Drive[]>()(nothing),
  /** the last seen first */
  'carry.known': request<KnownHolder[]>()(nothing),
  /** the whole record; or what somebody lacks of it, or what the stops ahead of a caravan need, or both */
  'carry.export': request<ExportReport>()(
    v.object({
      path,
      job,
      lacking: v.optional(v.object({ of: v.picklist(['stick', 'peer']), id })),
      pack: v.optional(v.object({ caravan: id, today: day })),
      /** so many bytes of photos at most; without it all go along */
      blobLimitBytes: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0)))
    })
  ),
  /** the whole record and this device's secrets, for a passphrase of its own */
  'carry.backup': request<ExportReport>()(v.object({ path, passphrase, job })),
  'carry.preview': request<BundlePreview>()(v.object({ path })),
  /** `arrived`: what came in while this ran, by this road or another */
  'carry.import': request<ImportReport & { arrived: Stretch }>()(v.object({ path, job })),
  'job.cancel': request<null>()(v.object({ job })),

  'drop.status': request<DropStatus>()(nothing),
  /** a folder that something else replicates; null to leave it alone */
  'drop.set': request<DropStatus>()(v.object({ path: v.nullable(path) })),

  'lan.status': request<LanStatus>()(nothing),
  'lan.switch': request<LanStatus>()(v.object({ on: v.boolean() })),
  /** `host:port` or another device's `LanStatus.code`, for networks that block discovery */
  'lan.connect': request<LanStatus>()(v.object({ address: v.pipe(v.string(), v.maxLength(1000)) })),
  /** the signalling relay on loopback, for y-webrtc */
  'live.relay': request<{ url: string; room: string }>()(
    v.object({ doc: id, part: v.picklist(['agenda', 'minutes']) })
  ),

  'places.search': request<FoundPlace[]>()(
    v.object({
      query: v.pipe(v.string(), v.maxLength(100)),
      near: v.optional(v.object({ lat: v.number(), lon: v.number() })),
      /** places in Ukraine have a name in each */
      language,
      limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(50)), 12)
    })
  ),
  /** 32 bytes for the desk's sealing key, derived from the record's own */
  'desk.key': request<{ key: Uint8Array }>()(nothing)
} as const

export const windowRequests = {
  'window.choose-open': request<string | null>()(v.object({ title: v.string(), extension: v.string() })),
  'window.choose-folder': request<string | null>()(v.object({ title: v.string() })),
  'window.choose-save': request<string | null>()(
    v.object({ title: v.string(), fileName: v.string(), extension: v.string() })
  ),
  'window.show-file': request<null>()(v.object({ path })),
  'window.print': request<null>()(nothing),
  /** the camera may be asked for from now on, or no more */
  'window.camera': request<null>()(v.object({ on: v.boolean() })),
  'window.theme': request<null>()(v.object({ theme: v.picklist(['light', 'dark', 'system']) }))
} as const

export const requests = { ...keeperRequests, ...windowRequests }
export type KeeperRequestName = keyof typeof keeperRequests
export type WindowRequestName = keyof typeof windowRequests
export type RequestName = keyof typeof requests

type SpecOf<N extends RequestName> = (typeof requests)[N]
export type ArgsOf<N extends RequestName> =
  SpecOf<N> extends Request<infer A, unknown> ? v.InferInput<A> : never
export type ParsedArgsOf<N extends RequestName> =
  SpecOf<N> extends Request<infer A, unknown> ? v.InferOutput<A> : never
export type AnswerOf<N extends RequestName> =
  SpecOf<N> extends { [answered]?: infer R } ? Exclude<R, undefined> : never

/** What the keeper tells without being asked. */
export interface Events {
  /** the read model changed: refetch these kinds */
  changed: { kinds: string[] }
  vault: VaultStatus
  /** `total` is 0 while it is not known */
  progress: { job: string; done: number; total: number }
  lan: LanStatus
  drop: DropStatus
  /** an update to a live document arrived by the record, from whatever road */
  doc: { doc: string; part: 'agenda' | 'minutes'; update: Uint8Array }
}
export type EventName = keyof Events

/** On the port, both ways. Numbers tie answers to requests. */
export type ToKeeper = { ask: number; name: string; args: unknown }
export type FromKeeper =
  | { answer: number; result: Result<unknown> }
  | { event: EventName; data: Events[EventName] }

/** What preload puts on `window.chumak`: one function per request, none for anything else. */
export interface Chumak {
  ask: {
    [N in RequestName]: (
      ...args: undefined extends ArgsOf<N> ? [] : [ArgsOf<N>]
    ) => Promise<Result<AnswerOf<N>>>
  }
  /** returns a function that stops listening */
  listen<E extends EventName>(event: E, heard: (data: Events[E]) => void): () => void
  platform: string
  version: string
}
