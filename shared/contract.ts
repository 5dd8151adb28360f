/**
 * Everything the window may ask and hear, in one file. Arguments are parsed by the schema beside each
 * request before anything else happens; answers come back as `Result`.
 *
 * `keeper` requests travel over the window's own port to the keeper (a utility process); `window`
 * requests go to the main process, which alone can open dialogs and print.
 */
import * as v from 'valibot'
import type { Result } from './errors.ts'
import type { Proposal } from './exchange/propose-matches.ts'
import { day, handle, id, name, place, text } from './kinds/fields.ts'
import type { KindName, PartialFieldsOfKind } from './kinds/index.ts'
import type { LogId, ThingId } from './record/entry.ts'

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

/** A thing or fact as the read model holds it. */
export interface Row<K extends KindName = KindName> {
  id: ThingId
  kind: K
  /** the commune on whose behalf it was begun */
  commune: ThingId | null
  /** the device that wrote its first entry */
  author: LogId
  /** what the author of its newest entry believed the time was, ms; shown, never decided on */
  claimedAt: number
  fields: PartialFieldsOfKind<K>
  /** fields with concurrent values: the one shown stands first, all are kept until someone puts over them */
  contested: Record<string, unknown[]>
  /** for a put over this row: its current heads */
  heads: ThingId[]
}

export interface Page {
  rows: Row[]
  /** how many rows the conditions hold for, on all pages */
  total: number
}

export interface VaultStatus {
  state: 'empty' | 'locked' | 'open'
  /** looking around in the demo */
  demo: boolean
  handle: string | null
  device: LogId | null
}

export interface Standing {
  /** null until this device began or joined one */
  federation: { id: ThingId; name: string } | null
  /** the commune this device is a member of, or has founded while it waits for the welcome */
  commune: { id: ThingId; name: string } | null
  /** `waiting`: a card was made and no welcome taken yet */
  state: 'none' | 'waiting' | 'in'
  device: LogId
  handle: string
}

export interface Stats {
  entries: number
  logs: number
  communes: number
  /** header, signature and body bytes */
  bytes: number
  /** hex of a hash of the folded state: equal on any two devices holding the same entries */
  state: string
  /** entries kept and carried but not folded: no standing, or a kind not known yet */
  setAside: number
}

/** By which road news last came in: for the status line. */
export interface LastNews {
  commune: ThingId | null
  communeName: string | null
  road: 'own' | 'bundle' | 'lan'
  /** ms, this machine's clock when it arrived */
  at: number
  entries: number
}

export interface BundleManifest {
  version: number
  federation: ThingId
  federationName: string
  makerHandle: string
  makerCommune: string | null
  /** ms as the maker's machine believed */
  madeAt: number
  entries: number
  logs: number
  sizeBytes: number
}
/** What a bundle brings, told from its manifest alone. */
export interface BundlePreview {
  path: string
  manifest: BundleManifest
  /** entries this record lacks, by the manifest's ranges */
  newEntries: number
  /** true while this device has no record of its own to compare with */
  fresh: boolean
}
export interface ImportReport {
  entries: number
  newEntries: number
  /** how many things and facts of each kind are new or changed */
  byKind: Record<string, { added: number; changed: number }>
  contested: number
  setAside: number
}
export interface ExportReport {
  path: string
  entries: number
  sizeBytes: number
}
export interface Drive {
  path: string
  label: string
  freeBytes: number
}

export interface Card {
  handle: string
  device: LogId
  /** set when the card asks to vouch for a new commune rather than to be admitted */
  commune: { id: ThingId; name: string } | null
  /** four groups of digits to compare aloud: the card was not swapped on the way */
  fingerprint: string
}

/** What one device near by holds, against what this one holds. */
export interface Peer {
  device: LogId
  handle: string | null
  communeName: string | null
  address: string
  state: 'linked' | 'linking' | 'unreachable'
  /** entries it lacks of ours, and we of its; null while not yet told */
  theyLack: number | null
  weLack: number | null
  /** ms, this machine's clock: in this state since */
  since: number
}
export interface LanStatus {
  on: boolean
  /** where others can reach this device by hand */
  addresses: string[]
  peers: Peer[]
  /** set when it could not be switched on */
  problem: string | null
}

export interface FoundPlace {
  name: string
  country: string
  region: string
  lat: number
  lon: number
  population: number
}

export const keeperRequests = {
  'vault.status': request<VaultStatus>()(nothing),
  /** makes the encrypted record and this device's keys */
  'vault.create': request<VaultStatus>()(v.object({ passphrase, handle })),
  'vault.unlock': request<VaultStatus>()(v.object({ passphrase })),
  'vault.lock': request<VaultStatus>()(nothing),
  /** opens the demo federation in its own folder, making it first where needed */
  'demo.enter': request<VaultStatus>()(v.object({ job, language })),
  'demo.leave': request<VaultStatus>()(v.object({ erase: v.boolean() })),

  'federation.standing': request<Standing>()(nothing),
  'federation.begin': request<Standing>()(
    v.object({ federation: name, covenant: v.optional(text), commune: name, place })
  ),
  /** writes a card file; with `commune` the card of a commune-to-be */
  'invitation.card': request<Card>()(v.object({ path, commune: v.optional(v.object({ name, place })) })),
  'invitation.read-card': request<Card>()(v.object({ path })),
  /** admits the card's device into our commune, or vouches for its commune; writes the welcome */
  'invitation.welcome': request<Card>()(v.object({ card: path, path })),
  'invitation.join': request<Standing>()(v.object({ path, job })),

  'rows.list': request<Page>()(listArgs),
  'rows.get': request<Row | null>()(v.object({ id })),
  /** creates a thing or fact, or puts fields over a thing; `over` defaults to the thing's heads */
  'rows.put': request<Row>()(
    v.object({
      kind: v.pipe(v.string(), v.maxLength(40)),
      thing: v.optional(id),
      over: v.optional(v.array(id)),
      commune: v.optional(id),
      fields: v.record(v.pipe(v.string(), v.maxLength(40)), v.unknown())
    })
  ),

  /** what could go from whom to whom, the most urgent first; `today` as the asker believes */
  'exchange.proposals': request<Proposal[]>()(
    v.object({
      today: day,
      limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)), 100)
    })
  ),

  'record.stats': request<Stats>()(nothing),
  'record.last-news': request<LastNews[]>()(nothing),

  /** all of a document's updates in the record, merged */
  'docs.read': request<{ update: Uint8Array }>()(
    v.object({ doc: id, part: v.picklist(['agenda', 'minutes']) })
  ),
  'docs.append': request<{ entry: string }>()(
    v.object({ doc: id, part: v.picklist(['agenda', 'minutes']), update: bytes })
  ),

  'carry.drives': request<Drive[]>()(nothing),
  'carry.export': request<ExportReport>()(v.object({ path, job })),
  'carry.preview': request<BundlePreview>()(v.object({ path })),
  'carry.import': request<ImportReport>()(v.object({ path, job })),
  'job.cancel': request<null>()(v.object({ job })),

  'lan.status': request<LanStatus>()(nothing),
  'lan.switch': request<LanStatus>()(v.object({ on: v.boolean() })),
  /** `host:port`, for networks that block discovery */
  'lan.connect': request<LanStatus>()(v.object({ address: v.pipe(v.string(), v.maxLength(100)) })),
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
  'window.choose-save': request<string | null>()(
    v.object({ title: v.string(), fileName: v.string(), extension: v.string() })
  ),
  'window.show-file': request<null>()(v.object({ path })),
  'window.print': request<null>()(nothing),
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
