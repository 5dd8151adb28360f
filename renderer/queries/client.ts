import { QueryClient } from '@tanstack/react-query'
import type { FailureError } from '#shared/errors.ts'
import { isRecordKey, keys } from './keys.ts'
import { takeVault } from './vault.ts'

declare module '@tanstack/react-query' {
  interface Register {
    /** `ask` throws nothing else */
    defaultError: FailureError
  }
}

/** The keeper is on this machine and tells of every change, so nothing is refetched on a hunch. */
export const createClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        retry: false,
        networkMode: 'always',
        refetchOnWindowFocus: false,
        refetchOnReconnect: false
      },
      mutations: { retry: false, networkMode: 'always' }
    }
  })

/** During an import `changed` comes many times a second; one refetch in this time is enough. */
const gatherMs = 120
/** Figures over the whole record cost the keeper a pass over every row. */
const gatherStatsMs = 1500

/** The one listener to what the keeper tells: invalidates what changed. Returns what stops it. */
export const listenForChanges = (client: QueryClient): (() => void) => {
  let pending = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | null = null
  let statsTimer: ReturnType<typeof setTimeout> | null = null

  const flush = () => {
    timer = null
    const kinds = pending
    pending = new Set()
    void client.invalidateQueries({ predicate: query => isRecordKey(query.queryKey, kinds) })
  }
  const flushStats = () => {
    statsTimer = null
    void client.invalidateQueries({ queryKey: keys.stats })
  }
  const stops = [
    window.chumak.listen('changed', ({ kinds }) => {
      for (const kind of kinds) pending.add(kind)
      timer ??= setTimeout(flush, gatherMs)
      statsTimer ??= setTimeout(flushStats, gatherStatsMs)
    }),
    window.chumak.listen('vault', status => takeVault(client, status)),
    window.chumak.listen('lan', status => {
      client.setQueryData(keys.lan, status)
    }),
    window.chumak.listen('drop', status => {
      client.setQueryData(keys.drop, status)
    })
  ]
  return () => {
    for (const stop of stops) stop()
    if (timer) clearTimeout(timer)
    if (statsTimer) clearTimeout(statsTimer)
  }
}
