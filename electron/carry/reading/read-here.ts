import type { BundleFile } from '../bundle-file.ts'
import { breathe } from '../cancelling.ts'
import { examinedParts } from './examined-parts.ts'
import type { Reading } from './reading.ts'

export type ReadFile = Pick<BundleFile, 'sizeBytes' | 'codes' | 'passage' | 'close'>

/** Reads a bundle in this thread. */
export const readHere = (file: ReadFile): Reading => {
  const passage = file.passage()
  const parts = examinedParts(passage, entries => ({ log: entries[0]!.log, entries: () => entries }))
  return {
    sizeBytes: file.sizeBytes,
    codes: file.codes,
    get readBytes() {
      return passage.readBytes
    },
    async next() {
      const { done, value } = await parts.next()
      return done ? null : value
    },
    checkWhole: onRead => checkWhole(file, onRead),
    async close() {
      await parts.return()
      await file.close()
    }
  }
}

/** See `Reading`. It takes little time, and lets others have their turn. */
export const checkWhole = async (file: ReadFile, onRead: (bytes: number) => void): Promise<void> => {
  const passage = file.passage()
  for await (const _ of passage.parts()) {
    await breathe()
    onRead(passage.readBytes)
  }
}
