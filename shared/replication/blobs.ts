/**
 * What entries name and do not hold, over one link: whoever lacks a blob asks for it, a batch at a time, and each
 * that was asked for is answered, with its bytes or without. Whoever came to hold more says so, and is asked again.
 */
import { type BlobId, type Blobs, blobLimits } from '../record/blob.ts'
import { bytesToId, idToBytes } from '../record/ids.ts'
import { type Message, messageLimits } from './messages.ts'

/** Beyond so many that a peer does not have, it is asked for no more until it holds something new. */
const mostMissing = 4096

export interface BlobExchangeDeps {
  blobs: Blobs
  /** asked for over any link: the same bytes are not to come twice */
  asking: Set<BlobId>
  send(message: Message): void
  /** Does the work after what else waits for its turn. */
  soon(work: () => void): void
  /** The peer broke a rule. */
  refuse(detail: string): void
}

export type BlobMessage = Extract<Message, { name: 'blob-want' | 'blob' | 'blob-more' }>

export interface BlobExchange {
  take(message: BlobMessage): void
  /** Asks for what is lacked, unless a batch is on its way; to be called when their runs are here. */
  ask(): void
  /** The record, or what lies beside it, is another than before. */
  changed(): void
  tick(): void
  stop(): void
}

export const createBlobExchange = (deps: BlobExchangeDeps): BlobExchange => {
  const { blobs, asking, send } = deps
  /** asked for and not answered yet */
  const asked = new Set<BlobId>()
  /** they do not have these */
  const missing = new Set<BlobId>()
  /** they asked for these, and have no answer yet */
  let wanted: Uint8Array[] = []
  let mayLackMore = true
  let told = blobs.taken
  let stopped = false

  const ask = () => {
    if (stopped || asked.size > 0 || !mayLackMore || missing.size >= mostMissing) return
    mayLackMore = false
    let bytes = 0
    for (const ref of blobs.lacked(messageLimits.blobsAtOnce + missing.size + asking.size)) {
      if (missing.has(ref.blob)) continue
      const full = asked.size === messageLimits.blobsAtOnce || bytes + ref.bytes > blobLimits.atOnceBytes
      if (full || asking.has(ref.blob)) {
        mayLackMore = true
        continue
      }
      bytes += ref.bytes
      asked.add(ref.blob)
      asking.add(ref.blob)
    }
    if (asked.size > 0) send({ name: 'blob-want', hashes: [...asked].map(hashOf) })
  }

  const giveSoon = () =>
    deps.soon(() => {
      const hash = wanted.shift()
      if (stopped || !hash) return
      send({ name: 'blob', hash, bytes: blobs.get(bytesToId(hash)) })
      if (wanted.length > 0) giveSoon()
    })

  const give = (hashes: Uint8Array[]) => {
    // one batch at a time, so that no more than that is ever on its way
    if (wanted.length > 0) return deps.refuse('asks for photos before those it asked for came')
    wanted = [...hashes]
    giveSoon()
  }

  const takeBlob = (hash: Uint8Array, bytes: Uint8Array | null) => {
    const blob = bytesToId<BlobId>(hash)
    if (!asked.delete(blob)) return deps.refuse('gives a photo that was not asked for')
    asking.delete(blob)
    if (bytes && blobs.nameOf(bytes) !== blob)
      return deps.refuse('gives a photo that is not the one it names')
    if (bytes === null || !took(bytes)) missing.add(blob)
    if (asked.size > 0) return
    mayLackMore = true
    ask()
  }

  /** Whatever size was asked for: of several entries that name it one may say another than the rest. */
  const took = (bytes: Uint8Array): boolean => {
    // they know that one; listeners ask what is new before `take` returns
    told += 1
    const taken = blobs.take([bytes]) > 0
    if (!taken) told -= 1
    return taken
  }

  const changed = () => {
    mayLackMore = true
    if (stopped || blobs.taken === told) return
    told = blobs.taken
    send({ name: 'blob-more' })
  }

  return {
    take: message => {
      switch (message.name) {
        case 'blob-want':
          return give(message.hashes)
        case 'blob':
          return takeBlob(message.hash, message.bytes)
        case 'blob-more':
          missing.clear()
          mayLackMore = true
          return ask()
      }
    },
    ask: () => {
      mayLackMore = true
      ask()
    },
    changed,
    tick: () => {
      if (blobs.taken !== told) changed()
      ask()
    },
    stop: () => {
      stopped = true
      wanted = []
      for (const blob of asked) asking.delete(blob)
    }
  }
}

const hashOf = (blob: BlobId): Uint8Array => {
  const hash = idToBytes(blob)
  if (hash === null) throw new RangeError(`not a blob's name: ${blob}`)
  return hash
}
