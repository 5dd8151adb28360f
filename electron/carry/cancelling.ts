import { FailureError } from '#shared/errors.ts'
import { ownTurn } from '../own-turn.ts'

export interface Cancelling {
  readonly aborted: boolean
}

/** Throws `cancelled` where the work was called off. */
export const refuseCancelled = (signal?: Cancelling): void => {
  if (signal?.aborted) throw new FailureError('cancelled')
}

/** Lets the keeper answer what was asked meanwhile, and throws `cancelled` where the work was called off. */
export const breathe = async (signal?: Cancelling): Promise<void> => {
  refuseCancelled(signal)
  await ownTurn()
}
