import { startTransition, useEffect, useState, useSyncExternalStore } from 'react'

/** What changes on its own: a document's peers, a worker's best answer. `get` answers the same value until it changed. */
export interface LiveSource<T> {
  get(): T
  subscribe(heard: () => void): () => void
}

export const useLive = <T>(source: LiveSource<T>): T => useSyncExternalStore(source.subscribe, source.get)

/**
 * The same for what takes long to draw: it is rendered a piece at a time, and whatever is pressed goes first.
 * What answers a press does not wait either.
 */
export const useLiveInPieces = <T>(source: LiveSource<T>, answersPress: (value: T) => boolean): T => {
  const [value, setValue] = useState(source.get)
  useEffect(() => {
    const take = () => setValue(source.get)
    const hear = () => (answersPress(source.get()) ? take() : startTransition(take))
    // It may have changed since the first rendering.
    hear()
    return source.subscribe(hear)
  }, [source, answersPress])
  return value
}
