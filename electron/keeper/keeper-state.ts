import type { EventName, Events } from '#shared/contract.ts'
import type { Jobs } from './jobs.ts'
import type { Vault } from './vault.ts'

/** What every handler may use. */
export interface Keeper {
  vault: Vault
  jobs: Jobs
  emit: Emit
  /** folder of the read-only files that come with the app */
  resources: string
  logBug(error: unknown): void
}

/** Work that goes on is told to end, and the record is closed when it has. */
export const lockKeeper = ({ jobs, vault }: Pick<Keeper, 'jobs' | 'vault'>) => vault.lock(jobs.stop())

export type Emit = <E extends EventName>(event: E, data: Events[E]) => void
