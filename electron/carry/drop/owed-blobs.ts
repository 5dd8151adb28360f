import * as v from 'valibot'
import { id } from '#shared/kinds/fields.ts'
import type { BlobId, Blobs } from '#shared/record/blob.ts'
import type { LocalValues } from '../../store/local-values.ts'

/** Beyond so many, the photos that arrived here first are not kept an eye on. */
const most = 10_000
const name = 'drop-owed'
const ids = v.pipe(
  v.array(id),
  v.transform(texts => texts as string[] as BlobId[])
)

/**
 * Photos that the folder may not have, because whoever wrote the entries that name them lacked them: whoever
 * comes to hold one by another road writes it. Kept over restarts.
 */
export class OwedBlobs {
  readonly #local: LocalValues
  readonly #blobs: Blobs

  constructor(local: LocalValues, blobs: Blobs) {
    this.#local = local
    this.#blobs = blobs
  }

  #read(): BlobId[] {
    return this.#local.get(name, ids) ?? []
  }

  /** Came by another road, and are to be written. */
  due(): BlobId[] {
    return this.#read().filter(blob => this.#blobs.has(blob))
  }

  /** From now on: `due`, and whatever is lacked now; what the folder brought meanwhile it has. */
  follow(due: readonly BlobId[]): void {
    const lacked = this.#blobs.lacked(most).map(({ blob }) => blob)
    const next = [...new Set([...due, ...lacked])].slice(0, most)
    const before = this.#read()
    if (next.length === before.length && next.every((blob, i) => blob === before[i])) return
    this.#local.set(name, next.length === 0 ? null : next)
  }

  forgetAll(): void {
    this.#local.set(name, null)
  }
}
