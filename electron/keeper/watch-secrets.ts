import { isAuthorityKind } from '#shared/record/authority.ts'
import type { Store } from '../store/open-store.ts'
import { type SettleOptions, settleSecrets } from '../store/settle-secrets.ts'

/** What others may have left undone is looked after once, when the record is opened. */
const atOnce: SettleOptions = { renew: 'all' }
const later: SettleOptions = { renew: 'own' }

export interface SecretsWatch {
  /** resolves once nothing is under way; nothing begins after it */
  stop(): Promise<void>
}

/**
 * Keeps the secrets up to the record for as long as it is open, one settling after the other. `onFailure`
 * hears what went wrong: the record is whole, and the next change or the next opening tries again.
 */
export const watchSecrets = (store: Store, onFailure: (error: unknown) => void): SecretsWatch => {
  let stopped = false
  let waiting = false
  let running: Promise<void> = Promise.resolve()
  const settle = (options: SettleOptions): void => {
    waiting = true
    running = running.then(async () => {
      if (stopped || !waiting) return
      waiting = false
      await settleSecrets(store, options).catch(onFailure)
    })
  }
  const unlisten = store.onChanged(({ kinds }) => {
    if (!stopped && kinds.some(isAuthorityKind)) settle(later)
  })
  settle(atOnce)
  return {
    async stop() {
      stopped = true
      unlisten()
      await running
    }
  }
}
