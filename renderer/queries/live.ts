import { useSyncExternalStore } from 'react'

/** What changes on its own: a document's peers, a worker's best answer. `get` answers the same value until it changed. */
export interface LiveSource<T> {
  get(): T
  subscribe(heard: () => void): () => void
}

export const useLive = <T>(source: LiveSource<T>): T => useSyncExternalStore(source.subscribe, source.get)
