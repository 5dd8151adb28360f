import { hashing } from '../../electron/store/node-crypto.ts'
import type { Store } from '../../electron/store/open-store.ts'
import type { BlobId, BlobRef } from '../../shared/record/blob.ts'
import { bytesToId } from '../../shared/record/ids.ts'

/** Bytes that stand for a picture: the record does not look into them. */
export const photo = (seed: number, bytes = 3000): Uint8Array =>
  Uint8Array.from({ length: bytes }, (_, i) => (i * 31 + seed * 17 + (i >> 8) * seed) % 251)

export const refOf = (bytes: Uint8Array): BlobRef => ({
  blob: bytesToId<BlobId>(hashing.sha256(bytes)),
  bytes: bytes.length
})

/** Reports a road between two places that the test makes no use of, with these photos. */
export const reportRoad = (store: Store, ...photos: Uint8Array[]) =>
  store.put({
    kind: 'road-report',
    fields: {
      a: bytesToId(new Uint8Array(32).fill(1)),
      b: bytesToId(new Uint8Array(32).fill(2)),
      state: 'blocked',
      seen: '2026-05-03',
      photos: photos.map(refOf)
    },
    blobs: photos
  })
