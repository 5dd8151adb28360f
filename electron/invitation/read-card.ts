import type { Card } from '#shared/contract.ts'
import { FailureError, type Result } from '#shared/errors.ts'
import { type CardContent, cardLimitBytes, type DecodedCard, decodeCard } from '#shared/invitation/card.ts'
import { bundleDeps } from '../carry/bundle-deps.ts'
import { settle } from '../carry/settle.ts'
import { readSmallFile } from '../store/open-file.ts'
import { canSealTo } from '../store/seal-recipient.ts'

/** A card or a welcome as it was handed over: the path of its file, or its bytes as a code held them. */
export type HandedOver = string | Uint8Array

/** Reads and verifies a card. Throws `FailureError` file-missing, file-unreadable or card-bad. */
export const loadCard = async (given: HandedOver): Promise<DecodedCard> => {
  const bytes = typeof given === 'string' ? await readCardFile(given) : given
  const card = decodeCard(bytes, bundleDeps)
  if (typeof card === 'string') throw new FailureError('card-bad', { reason: card })
  if (!canSealTo(card.content.sealRecipient))
    throw new FailureError('card-bad', { reason: 'nothing can be sealed to its key' })
  return card
}

const readCardFile = (path: string): Promise<Uint8Array> =>
  readSmallFile(path, cardLimitBytes).catch(error => {
    if (error instanceof FailureError && error.failure.code === 'too-large')
      throw new FailureError('card-bad', { reason: 'it is too large' })
    throw error
  })

export const tellCard = (content: CardContent, fingerprint: string): Card => ({
  handle: content.handle,
  device: content.device,
  commune: content.commune && { id: content.commune.id, name: content.commune.name },
  fingerprint
})

/** What a card says, with the fingerprint to compare aloud before it is answered. */
export const readCard = (given: HandedOver): Promise<Result<Card>> =>
  settle(async () => {
    const { content, fingerprint } = await loadCard(given)
    return tellCard(content, fingerprint)
  })
