import { FailureError } from '#shared/errors.ts'
import type { Lan } from '../lan/lan.ts'
import { type DocPart, openRelay, type Relay } from '../lan/relay.ts'
import type { Store } from '../store/open-store.ts'

/** The signalling relay of an open record; its socket is opened by the first live document. */
export interface LiveRelay {
  /** Throws `no-federation`. */
  addressFor(doc: string, part: DocPart): Promise<{ url: string; room: string }>
  close(): Promise<void>
}

export const relayOf = (store: Store, lan: Lan): LiveRelay => {
  let opened: Promise<Relay> | null = null
  return {
    async addressFor(doc, part) {
      const federationSecret = () => {
        const newest = store.keyring.federationSecret
        if (!newest) throw new FailureError('no-federation')
        return newest
      }
      federationSecret()
      opened ??= openRelay({ signalling: lan.signalling, federationSecret })
      const relay = await opened
      return { url: relay.url, room: relay.roomOf(doc, part) }
    },
    async close() {
      const closing = await opened
      opened = null
      await closing?.close()
    }
  }
}
