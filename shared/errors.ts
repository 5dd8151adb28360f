/**
 * Failures a caller can act on travel as data: `Result`. Bugs throw, to one handler at the top.
 *
 * Every code below has its human text in `renderer/text/` (what happened, whether the data is safe,
 * what to do next) in each language; a code without text does not compile.
 */
export const errorCodes = [
  // the home folder and its passphrase
  'home-empty', // nothing was begun in this folder yet
  'home-taken', // a record is there already
  'home-in-use', // another Chumak holds this folder
  'home-damaged', // record.sqlite does not open or fails its checks; detail.reason
  'home-newer', // written by a newer Chumak; detail.version
  'passphrase-wrong',
  'passphrase-weak',
  'locked', // unlock first
  // requests and what is put
  'request-bad', // detail.field, detail.reason
  'kind-unknown', // detail.kind
  'fields-bad', // detail.kind, detail.field, detail.reason
  'thing-unknown', // detail.id
  'not-allowed', // the authority rules refuse it; detail.reason is a StandingReason
  'device-forked', // two laptops write with this device's key: it needs a new one
  'asked-already', // for a release; detail.by: 'this' device or the 'other' of the same person
  'device-released', // stands for its commune no more; a new device key can be let in
  'no-federation', // this device is in no federation yet
  'federation-already', // this device is in a federation already
  'too-large', // detail.what, detail.sizeBytes, detail.limitBytes
  // files
  'file-missing',
  'file-unreadable', // detail.path, detail.reason
  'file-not-written', // detail.path, detail.reason
  'disk-full', // detail.path
  // cards and welcomes
  'card-bad', // not a card, or damaged; detail.reason
  'welcome-bad', // not a welcome, or damaged; detail.reason
  'welcome-not-yours', // made for another device's card
  // backups and the paper
  'backup-bad', // not a backup, or damaged; detail.reason
  'paper-word-unknown', // detail.number, detail.word
  'paper-words-off', // every word is known, and together they are none of a sheet; detail.reason
  'paper-other', // the sheet is of another commune or federation, or was used up; detail.reason
  // bundles
  'bundle-not-one', // the file is no .caravan bundle
  'bundle-damaged', // detail.byte, detail.reason
  'bundle-foreign', // of another federation, or for other readers
  'bundle-newer', // detail.version
  'bundle-gap', // packed for a record that holds more than this one
  // entries and runs from outside
  'entry-bad', // detail.reason
  'run-bad', // detail.log, detail.seq, detail.reason
  // the local network
  'lan-off',
  'peer-unreachable', // detail.address
  'peer-refused', // not of this federation
  'peer-same-key', // another laptop that writes with the key of this one
  // plans
  'problem-bad', // detail.field, detail.reason
  'instance-unreadable', // a benchmark file; detail.line, detail.reason
  'cancelled',
  'internal' // a bug; detail.reason
] as const

export type ErrorCode = (typeof errorCodes)[number]

export interface Failure {
  code: ErrorCode
  /** What the text fills in: a path, a field's name, a byte offset. Never secrets. */
  detail: Record<string, string | number>
}

export type Result<T> = { ok: true; value: T } | { ok: false; error: Failure }

export const ok = <T>(value: T): Result<T> => ({ ok: true, value })

export const fail = (
  code: ErrorCode,
  detail: Record<string, string | number> = {}
): { ok: false; error: Failure } => ({
  ok: false,
  error: { code, detail }
})

/** Carries a failure out of deep code to the nearest place that answers with a `Result`. */
export class FailureError extends Error {
  readonly failure: Failure
  constructor(code: ErrorCode, detail: Record<string, string | number> = {}) {
    super(`${code} ${JSON.stringify(detail)}`)
    this.name = 'FailureError'
    this.failure = { code, detail }
  }

  /** The same failure, thrown again on this side of a boundary. */
  static of({ code, detail }: Failure): FailureError {
    return new FailureError(code, detail)
  }
}

/** The value, or the failure thrown on to the nearest place that answers with a `Result`. */
export const unwrap = <T>(result: Result<T>): T => {
  if (result.ok) return result.value
  throw FailureError.of(result.error)
}

/** Makes a switch over a union exhaustive: a new member breaks the build here. */
export const assertNever = (value: never): never => {
  throw new Error(`unexpected ${JSON.stringify(value)}`)
}
