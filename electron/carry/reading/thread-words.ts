import type { Failure } from '#shared/errors.ts'
import type { Readers } from '../age-file.ts'
import type { FaultCodes } from '../bundle-file.ts'
import type { ExaminedPart } from './reading.ts'

/** What the thread is started with. */
export interface ThreadStart {
  path: string
  identities: Readers
  codes: FaultCodes
}

/** For the next part, once the one before was answered; for a check of the whole file beside that, once. */
export type Ask = 'next' | 'check'

/** Runs travel as the bytes they are views of, and for each what its open bodies say, for `bodiesTold`. */
export type SentPart = ExaminedPart<string>

export type Told =
  | { told: 'part'; part: SentPart | null; readBytes: number }
  | { told: 'failed'; failure: Failure }
  /** by the check: how far it has come, and how it ended */
  | { told: 'checking'; readBytes: number }
  | { told: 'checked'; failure: Failure | null }
