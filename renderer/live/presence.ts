/** Who is at a document, and which of them hold what this device holds. */
import * as v from 'valibot'
import type { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { base64ToBytes, bytesToBase64 } from './base64.ts'
import { holdingOf } from './holding.ts'

const gatherMs = 400

export interface Self {
  /** this device's log */
  device: string
  handle: string
  /** `#rrggbb`, see `colourOf` */
  colour: string
}

/** `same`: exactly what we hold. `more`: all of ours and more. `less`: not all of ours, as far as known. */
export type Holds = 'same' | 'more' | 'less'

export interface Present extends Self {
  clientId: number
  holds: Holds
}

/** Dark enough for white text and, as carets, on a light page. */
const colours = ['#1864ab', '#862e9c', '#a61e4d', '#2b8a3e', '#9c3a00', '#0b7285', '#5f3dc4', '#5c4a00']

/** The same for a device on every screen. */
export const colourOf = (device: string): string => {
  let sum = 0
  for (const letter of device) sum = (sum * 31 + letter.charCodeAt(0)) >>> 0
  return colours[sum % colours.length] ?? '#1864ab'
}

const bounded = (most: number) => v.pipe(v.string(), v.maxLength(most))
/** Others write their awareness state: it is parsed before it is shown. */
const presentSchema = v.object({
  user: v.object({
    ...{ device: bounded(64), name: bounded(60) },
    color: v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/))
  }),
  holding: v.object({ digest: bounded(20), stateVector: bounded(300_000) })
})

/**
 * Tells the others who we are and, at each pause, what we hold. The fields `user.name` and `user.color` are
 * those that caret extensions read. Returns a function that stops telling.
 */
export const tellPresence = (doc: Y.Doc, awareness: Awareness, self: Self): (() => void) => {
  let gathering: ReturnType<typeof setTimeout> | undefined
  const tellHolding = () => {
    gathering = undefined
    const { digest, stateVector } = holdingOf(doc)
    awareness.setLocalStateField('holding', { digest, stateVector: bytesToBase64(stateVector) })
  }
  const onUpdate = () => {
    gathering ??= setTimeout(tellHolding, gatherMs)
  }
  awareness.setLocalStateField('user', { device: self.device, name: self.handle, color: self.colour })
  tellHolding()
  doc.on('update', onUpdate)
  return () => {
    clearTimeout(gathering)
    doc.off('update', onUpdate)
  }
}

/** Everyone else at the document, by client. States that do not parse are left out. */
export const presentAt = (doc: Y.Doc, awareness: Awareness): Present[] => {
  const own = holdingOf(doc)
  return [...awareness.getStates()].flatMap(([clientId, state]) => {
    const parsed = v.safeParse(presentSchema, state)
    if (clientId === doc.clientID || !parsed.success) return []
    const { user, holding } = parsed.output
    const stateVector = base64ToBytes(holding.stateVector)
    const holds =
      holding.digest === own.digest
        ? 'same'
        : stateVector && holdsMore(stateVector, own.stateVector)
          ? 'more'
          : 'less'
    return [{ clientId, device: user.device, handle: user.name, colour: user.color, holds }]
  })
}

/** Whether theirs covers ours with something besides. A lost deletion alone shows in no state vector. */
const holdsMore = (theirs: Uint8Array, ours: Uint8Array): boolean => {
  try {
    const their = Y.decodeStateVector(theirs)
    const our = Y.decodeStateVector(ours)
    const covers = [...our].every(([client, clock]) => (their.get(client) ?? 0) >= clock)
    return covers && [...their].some(([client, clock]) => clock > (our.get(client) ?? 0))
  } catch {
    // not a state vector: nothing is known of what they hold
    return false
  }
}
