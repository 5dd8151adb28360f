/** What the keeper and the main process answer with; what is asked for stands in contract.ts. */
import type { Failure } from './errors.ts'
import type { KindName, PartialFieldsOfKind } from './kinds/index.ts'
import type { WriterRule } from './kinds/kind.ts'
import type { Duty, MandateType } from './kinds/mandate.ts'
import type { EntryId, LogId, ThingId } from './record/entry.ts'
import type { AsideReason } from './record/set-aside.ts'

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
  /** only this commune's members, or the parties of its case, can read it */
  sealed: boolean
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
  /** names the drafts that lie on this laptop; outlives a change of the device's key */
  desk: string | null
}

export interface Standing {
  /** null until this device began or joined one; without a name for as long as its record is still to come */
  federation: { id: ThingId; name: string } | null
  /** the commune this device is a member of, or has founded while it waits for the welcome */
  commune: { id: ThingId; name: string } | null
  /**
   * `waiting`: a card was made and no welcome taken yet, or nothing in the record says (any more) that this device's
   * welcome counts; `left`: its commune left the federation; `released`:
   * it stands for its commune no more
   */
  state: 'none' | 'waiting' | 'in' | 'left' | 'released'
  /** the federation's secret came with a welcome, or was begun here; the record may still be on its way */
  welcomed: boolean
  /** two laptops write with this device's key: nothing it writes counts until it takes a new one */
  forked: boolean
  /** devices of members with whose key two laptops write, this one among them: `honouredTo` is the last entry that counts */
  forks: { device: LogId; handle: string; honouredTo: number }[]
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
  blobs: BlobsTold
}
/** How many photos, and their bytes together. */
export interface BlobsTold {
  count: number
  bytes: number
}
/** What a bundle brings, told from its manifest alone. */
export interface BundlePreview {
  path: string
  manifest: BundleManifest
  /** entries this record lacks, by the manifest's ranges */
  newEntries: number
  /** this record holds entries of the same logs without their bodies, which the bundle may bring */
  mayFill: boolean
  /** this record waits for photos, and the bundle brings some */
  mayBringBlobs: boolean
  /** true while this device has no record of its own to compare with */
  fresh: boolean
}
export interface ImportReport {
  entries: number
  newEntries: number
  /** photos that came */
  blobs: number
  /** how many things and facts of each kind are new or changed */
  byKind: Record<string, { added: number; changed: number }>
  contested: number
  setAside: number
}
/** Entries by their numbers in the order of arrival here: after one, up to and with another. */
export interface Stretch {
  after: number
  until: number
}
/** Rows of one sort: at most 200 of them, and how many there are. */
export interface ArrivedRows {
  rows: Row[]
  total: number
}
/** What came with a stretch of arrivals, as it stands now. */
export interface Arrived {
  added: ArrivedRows
  changed: ArrivedRows
  contested: ArrivedRows
}
interface Written {
  entry: EntryId
  author: LogId
  /** the commune it speaks for, with its name as this record has it */
  commune: ThingId | null
  communeName: string | null
  claimedAt: number
  /** as it stands in the body; null where that cannot be read */
  kind: string | null
}
/** An entry that is kept and carried and does not count. */
export interface AsideEntry extends Written {
  reason: AsideReason
}
export interface Explanation extends Written {
  seq: number
  scope: string
  /** it begins the thing, or is a fact; otherwise it changes the thing */
  begins: boolean
  thing: ThingId
  /** what is asked of its author; null where its kind is not known */
  rule: WriterRule | null
  /** null where it counts */
  reason: AsideReason | null
  lacks: Lacking | null
}
/** What an entry that counts lacks to have an effect: another member who asks too; that its commune gave the mandate. */
export type Lacking = 'second-ask' | 'giver'

export interface ExportReport {
  path: string
  entries: number
  sizeBytes: number
  /** photos that go along, and how many stay, as the limit says */
  blobs: BlobsTold & { left: number }
}
/** Somebody of whom it is known what they held when last seen. */
export interface KnownHolder {
  of: 'stick' | 'peer'
  id: LogId
  handle: string | null
  commune: string | null
  /** the folder where their file lay; null for a device met on the network */
  folder: string | null
  /** ms, this machine's clock */
  at: number
  /** entries held here that they did not hold */
  lacks: number
}
export interface Drive {
  path: string
  label: string
  freeBytes: number
  /** stick files that lie at its top, the newest first */
  bundles: StickFile[]
}
export interface StickFile {
  path: string
  name: string
  sizeBytes: number
  /** as the clock of whoever wrote it believed */
  writtenAt: number
}

/** What is printed and kept nowhere else. */
export interface PaperSheet {
  /** 24, in order */
  words: string[]
  handle: string
  device: LogId
  commune: string
  federation: string
  /** ms, this machine's clock */
  madeAt: number
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
  /** where and when (ms, this machine's clock) another laptop was first met that writes with this one's key */
  sameKey: { host: string; at: number } | null
}

/** A file of the drop folder that is not taken in until it changes. */
export interface DropAside {
  /** under the folder */
  file: string
  /** `incomplete`: its bytes are not, or not yet, what its name says */
  why: 'incomplete' | 'damaged' | 'foreign' | 'newer' | 'too-large' | 'unreadable'
  reason: string
}
export interface DropStatus {
  path: string | null
  /** `level`: the folder and this record hold the same; `missing`: there is no such folder now */
  state: 'off' | 'missing' | 'working' | 'level'
  /** files in the folder that this record holds */
  segments: number
  /** files that wait for others to come first */
  waiting: number
  aside: DropAside[]
  /** why the last try failed; it is tried again */
  problem: Failure | null
  /** ms, this machine's clock */
  lastTaken: number | null
  lastWritten: number | null
}

export interface FoundPlace {
  name: string
  country: string
  region: string
  lat: number
  lon: number
  population: number
}

/** One device as a commune's member. */
export interface Person {
  device: LogId
  handle: string
  /** `release-asked`: somebody asked for the release, and not enough have */
  state: 'member' | 'release-asked' | 'released' | 'forked'
  /**
   * who asked for the release, and how many more must; `own`: this device did, or the other laptop of its person, and
   * asking again adds nothing
   */
  asked: { by: { device: LogId; handle: string }[]; more: number; own: 'this' | 'other' | null } | null
  /** of a fork: the first entry that does not count; of a release: the last that does */
  honouredTo: number | null
  /** the newest entry held of its log */
  lastSeq: number
  isThis: boolean
  /** another laptop of the person at this one */
  own: boolean
  /** whose other laptop it is; null of a person's first */
  otherOf: { device: LogId; handle: string } | null
  /** duties in force that some commune gave it */
  mandates: MandateInForce[]
}
export interface MandateInForce {
  id: ThingId
  by: ThingId
  duty: Duty
  type: MandateType
  until: string | null
}
export interface CommunePeople {
  id: ThingId
  name: string
  state: 'in' | 'waiting' | 'left'
  /** this device is or was a member of it */
  mine: boolean
  /** nobody is left who could admit anybody */
  empty: boolean
  /** which communes vouched for it; of one that left, since it did */
  vouchedBy: ThingId[]
  /** of one that is not in: how many more communes must vouch for it, as far as is known here */
  vouchesMissing: number
  people: Person[]
  /** people not in the list, as it grew too long */
  more: number
}
export interface PeopleList {
  communes: CommunePeople[]
  /** communes not in the list */
  more: number
  /** how many communes must vouch for a new one, as the covenant says */
  vouchThreshold: number
  /** this device stands for the founder's commune, whose the covenant is */
  ofFounder: boolean
}
/** What a release came to. */
export interface ReleaseAnswer {
  released: boolean
  /** how many more members must ask for it */
  more: number
}
/** What a vouching for a new member of a commune without any came to. */
export interface ReviveAnswer {
  /** the device is a member now, and its welcome was written */
  revived: boolean
  /** how many more communes must vouch for the same device */
  more: number
  card: Card
}
