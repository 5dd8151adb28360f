import { blobLimits } from '#shared/record/blob.ts'
import type { RecordStore } from '#shared/record/record-store.ts'

export interface TakingBlobs {
  take(bytes: Uint8Array): void
  /** Writes what waits; answers how many were taken in all. */
  end(): number
}

/** Takes blobs in as they come, a few in each transaction. */
export const takingBlobs = (store: RecordStore): TakingBlobs => {
  let waiting: Uint8Array[] = []
  let waitingBytes = 0
  let taken = 0
  const write = () => {
    if (waiting.length > 0) taken += store.blobs.take(waiting)
    waiting = []
    waitingBytes = 0
  }
  return {
    take: bytes => {
      waiting.push(bytes)
      waitingBytes += bytes.length
      if (waitingBytes >= blobLimits.atOnceBytes / 2) write()
    },
    end: () => {
      write()
      return taken
    }
  }
}
