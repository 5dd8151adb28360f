import type { PaperSheet } from '#shared/contract.ts'
import { FailureError, type Result } from '#shared/errors.ts'
import { wordsOfSeed } from '#shared/invitation/paper-words.ts'
import { signOwnWord } from '#shared/record/own-word.ts'
import { settle } from '../carry/settle.ts'
import { createSeed } from '../store/node-crypto.ts'
import type { Store } from '../store/open-store.ts'
import { renewSecrets } from '../store/settle-secrets.ts'
import { paperKeys } from './paper-keys.ts'

export interface MakePaper {
  store: Store
  /** what the sheet is called among the commune's members */
  handle: string
  /** ms since 1970 */
  now: number
}

/**
 * Makes a member of our commune that is a sheet of paper, and renews the secrets so that they are sealed to
 * it too. The words are in the answer and nowhere else: who loses them makes another sheet and releases this
 * one. Failures: no-federation, not-allowed.
 */
export const makePaper = ({ store, handle, now }: MakePaper): Promise<Result<PaperSheet>> =>
  settle(async () => {
    const { federation, commune, state } = store.standing()
    if (federation === null || state !== 'in') throw new FailureError('no-federation')
    if (commune === null) throw new FailureError('not-allowed', { reason: 'no-commune' })
    const seed = createSeed()
    const keys = await paperKeys(seed)
    const words = wordsOfSeed(seed)
    const word = { handle, sealKey: keys.sealRecipient }
    seed.fill(0)
    store.put({
      kind: 'admit',
      commune: commune.id,
      fields: { device: keys.log, ...word, card: signOwnWord(keys.signing, word), sheet: true }
    })
    await renewSecrets(store)
    return {
      ...{ words, handle, device: keys.log, madeAt: now },
      ...{ commune: commune.name, federation: federation.name }
    }
  })
