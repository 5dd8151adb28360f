import * as v from 'valibot'
import { type Act, isSealedScope } from './act.ts'
import { type BlobRef, blobRef } from './blob.ts'

const refs = v.union([
  v.array(blobRef),
  v.pipe(
    blobRef,
    v.transform(ref => [ref])
  )
])

/**
 * The blobs that an entry names, by the `blobs` of its kind. None in what is sealed: blobs travel in the clear
 * inside the federation, and a body that only some can read must not have pictures that all can see.
 */
export const blobsNamed = (act: Act): BlobRef[] => {
  if (!act.kind || act.content !== null || isSealedScope(act.scope)) return []
  return act.kind.blobs.flatMap(field => {
    const parsed = v.safeParse(refs, act.fields[field])
    return parsed.success ? parsed.output : []
  })
}
