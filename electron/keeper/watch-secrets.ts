import { isAuthorityKind } from '#shared/record/authority.ts'
import type { Store } from '../store/open-store.ts'
import { type SettleOptions, settleSecrets } from '../store/settle-secrets.ts'

/**
 * Whoever leaves cannot renew: it falls to any of those who stay, as does what was left undone. Not to all at once, so
 * each waits differently long.
 */
const othersWaitMs = 120_000

export interface SecretsWatch {
  /** resolves once nothing is under way; nothing begins after it */
  stop(): Promise<void>
}

/**
 * Keeps the secrets up to the record for as long as it is open, one settling after the other. `onFailure`
 * hears what went wrong: the record is whole, and the next change or the next opening tries again.
 */
export const watchSecrets = (
  store: Store,
  onFailure: (error: unknown) => void,
  waitMs = othersWaitMs
): SecretsWatch => {
  let stopped = false
  let due: SettleOptions['renew'] | null = null
  let running: Promise<void> = Promise.resolve()
  const settle = (renew: SettleOptions['renew']): void => {
    due = due === 'all' ? 'all' : renew
    running = running.then(async () => {
      const now = due
      due = null
      if (!stopped && now !== null) await settleSecrets(store, { renew: now }).catch(onFailure)
    })
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  const unlisten = store.onChanged(({ kinds }) => {
    if (stopped || !kinds.some(isAuthorityKind)) return
    settle('own')
    clearTimeout(timer)
    timer = setTimeout(() => settle('all'), waitMs * (1 + Math.random()))
  })
  settle('all')
  return {
    async stop() {
      stopped = true
      unlisten()
      clearTimeout(timer)
      await running
    }
  }
}
