/**
 * Live messages reach every device of the federation, also through devices in between: each passes on
 * what it hears for the first time, while hops are left.
 */
import { randomBytes } from 'node:crypto'
import type { LiveMessage } from '#shared/replication/session.ts'

const rememberedIds = 4_096
const firstHops = 3

export interface Flood {
  begin(name: LiveMessage['name'], room: string, data: Uint8Array): LiveMessage
  /** what to pass on, or null where it ends here; `fresh` is false for one heard before */
  hear(message: LiveMessage): { fresh: boolean; onward: LiveMessage | null }
}

export const createFlood = (): Flood => {
  const heard = new Set<string>()
  const remember = (id: Uint8Array): boolean => {
    const key = Buffer.from(id).toString('hex')
    if (heard.has(key)) return false
    heard.add(key)
    for (const oldest of heard) {
      if (heard.size <= rememberedIds) break
      heard.delete(oldest)
    }
    return true
  }
  return {
    begin: (name, room, data) => {
      const message = { name, room, data, hops: firstHops, id: new Uint8Array(randomBytes(16)) }
      remember(message.id)
      return message
    },
    hear: message => {
      const fresh = remember(message.id)
      const goesOn = fresh && message.hops > 0
      return { fresh, onward: goesOn ? { ...message, hops: message.hops - 1 } : null }
    }
  }
}
