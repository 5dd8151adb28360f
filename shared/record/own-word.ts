import type { Act } from './act.ts'
import { canonical } from './body-codec.ts'
import type { Signing, Verifying } from './deps.ts'
import type { LogId } from './entry.ts'
import { idToBytes } from './ids.ts'

/**
 * What a device says of itself in its card: by which handle it goes and what is sealed to it. Whoever takes it in hands
 * its signature on with these, so that nobody can tell another key in its place (docs/formats.md, "Secrets").
 */
export interface OwnWord {
  handle: string
  sealKey: string
}

/** ASCII */
const label = Uint8Array.from('chumak card v1\0', char => char.charCodeAt(0))

/**
 * The payload of a card; `commune` is null where its device asks to be admitted. Handles are signed as they are read,
 * without white space at their ends.
 */
export const cardPayload = (
  device: Uint8Array,
  { handle, sealKey }: OwnWord,
  commune: { id: Uint8Array; run: Uint8Array } | null
): Uint8Array => canonical({ device, handle: handle.trim(), seal: sealKey, commune })

/** What a card's signature is over. */
export const cardMessage = (payload: Uint8Array): Uint8Array => {
  const message = new Uint8Array(label.length + payload.length)
  message.set(label)
  message.set(payload, label.length)
  return message
}

/** The signature of a card that asks to be admitted, by a device whose keys are at hand. */
export const signOwnWord = (signing: Signing, word: OwnWord): Uint8Array =>
  signing.sign(cardMessage(cardPayload(signing.publicKey, word, null)))

/** Whom an act takes in and what it tells of that device; null where it takes in nobody. */
export const takenInBy = ({ body, fields }: Act): ({ device: LogId } & OwnWord) | null => {
  const told = body?.kind === 'admit' ? fields : body?.kind === 'vouch' ? fields.member : undefined
  if (told === undefined) return null
  const { device, handle, sealKey } = told as { device: LogId } & OwnWord
  return { device, handle, sealKey }
}

/** Whether what an act tells of the device it takes in is that device's own word. */
export type IsOwnWord = (act: Act) => boolean

/** Remembers its answer for as long as the act is there: each is asked for whenever authority is evaluated. */
export const createIsOwnWord = ({ verify }: Verifying): IsOwnWord => {
  const known = new WeakMap<Act, boolean>()
  const isSigned = (act: Act): boolean => {
    const told = takenInBy(act)
    const signature = act.fields.card
    const device = told && idToBytes(told.device)
    if (!told || !device || !(signature instanceof Uint8Array)) return false
    return verify(device, cardMessage(cardPayload(device, told, null)), signature)
  }
  return act => {
    const is = known.get(act) ?? isSigned(act)
    known.set(act, is)
    return is
  }
}
