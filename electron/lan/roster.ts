/** What is known of each device met since the network was switched on: the rows of `LanStatus.peers`. */
import type { Peer } from '#shared/contract.ts'
import type { LogId } from '#shared/record/entry.ts'

export interface PeerName {
  handle: string | null
  communeName: string | null
}
export type PeerState = Peer['state']

const maxPeers = 256

export interface Roster {
  mark(device: LogId, state: PeerState, address: string): void
  counts(device: LogId, counts: Pick<Peer, 'theyLack' | 'weLack'>): void
  forget(device: LogId): void
  peers(nameOf: (device: LogId) => PeerName): Peer[]
}

export const createRoster = (nowMs: () => number): Roster => {
  const rows = new Map<LogId, Omit<Peer, 'handle' | 'communeName'>>()
  return {
    mark: (device, state, address) => {
      const row = rows.get(device)
      const since = row?.state === state ? row.since : nowMs()
      rows.set(device, {
        ...{ device, state, address, since },
        ...{ theyLack: row?.theyLack ?? null, weLack: row?.weLack ?? null }
      })
      for (const oldest of rows.keys()) {
        if (rows.size <= maxPeers) break
        rows.delete(oldest)
      }
    },
    counts: (device, counts) => {
      const row = rows.get(device)
      if (row) Object.assign(row, counts)
    },
    forget: device => rows.delete(device),
    peers: nameOf => [...rows.values()].map(row => ({ ...row, ...nameOf(row.device) }))
  }
}
