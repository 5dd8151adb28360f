import * as Y from 'yjs'

/**
 * Whether bytes are a Yjs update at all. A member's device can sign anything; what is no update stays in
 * the record and is left out of the document, so that one bad entry spoils nobody's agenda.
 */
export const isDocUpdate = (bytes: Uint8Array): boolean => {
  try {
    Y.decodeUpdate(bytes)
    return true
  } catch {
    // the decoder throws for every malformed form; there is nothing more to tell
    return false
  }
}

const emptyUpdate = Y.encodeStateAsUpdate(new Y.Doc())

/** All of a document's updates as one; of none, an update that changes nothing. */
export const mergeDocUpdates = (updates: readonly Uint8Array[]): Uint8Array =>
  Y.mergeUpdates([emptyUpdate, ...updates.filter(isDocUpdate)])
