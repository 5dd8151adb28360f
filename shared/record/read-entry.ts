import { FailureError } from '../errors.ts'
import type { Hashing } from './deps.ts'
import type { Entry, EntryId, Header, LogId, RawEntry } from './entry.ts'
import { decodeHeader } from './header-codec.ts'
import { bytesToId, spells } from './ids.ts'

export const signatureBytes = 64

/**
 * Decodes one entry, bounds it and computes its id; the body, where it is there, must be the one the
 * header names. The signature is not checked here. Throws FailureError `entry-bad`.
 */
export const readEntry = (raw: RawEntry, hashing: Hashing): Entry => {
  const header = readHeader(raw, hashing)
  return {
    id: hashing.sha256Id(raw.header, raw.signature) as EntryId,
    log: bytesToId<LogId>(header.log),
    header,
    raw
  }
}

/** The same without the ids. */
export const readHeader = (raw: RawEntry, hashing: Hashing): Header => {
  if (raw.signature.length !== signatureBytes) throw new FailureError('entry-bad', { reason: 'signature' })
  const header = decodeHeader(raw.header)
  if (raw.body !== null) {
    if (raw.body.length !== header.bodySize) throw new FailureError('entry-bad', { reason: 'body-size' })
    if (!spells(hashing.sha256Id(raw.body), header.bodyHash))
      throw new FailureError('entry-bad', { reason: 'body-hash' })
  }
  return header
}
