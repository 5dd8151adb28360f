import { createJobs } from './jobs.ts'
import type { Emit, Keeper } from './keeper-state.ts'
import { createVault } from './vault.ts'

export interface KeeperOptions {
  /** the data folder; made when something is first written */
  home: string
  resources: string
  emit: Emit
  /** ms since 1970, as this machine believes */
  clock(): number
}

// The keeper's stderr is the app's log; it holds no bodies and no keys, only where a bug lies.
const logBug = (error: unknown): void => console.error(error)

/** The keeper without its port. The command line calls the services under it directly. */
export const createKeeper = ({ home, resources, emit, clock }: KeeperOptions): Keeper => ({
  vault: createVault({ home, emit, clock, logBug }),
  jobs: createJobs(told => emit('progress', told)),
  emit,
  resources,
  logBug
})
