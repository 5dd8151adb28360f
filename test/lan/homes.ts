/** Homes as the command line leaves them, made at once: deriving their keys is made cheap, cards are passed by. */
import type { LogId } from '#shared/record/entry.ts'
import type { Store } from '../../electron/store/open-store.ts'
import { admit, beginFederation, exchange, makeDevice, offerOf, reopenDevice } from '../record/federation.ts'

/** Members of one commune that know of each other, each with some offers that the others lack; their devices. */
export const makeFederation = async (
  homes: readonly string[],
  { name, secret, offers }: { name: string; secret: Uint8Array; offers: number }
): Promise<LogId[]> => {
  const stores: Store[] = []
  for (const home of homes) stores.push(await makeDevice({ handle: `handle of ${name}`, home }))
  const [first, ...others] = stores
  if (!first) throw new Error('a federation of nobody')
  beginFederation(first, { name, commune: `commune of ${name}`, secret })
  for (const other of others) admit(first, other)
  for (const other of others) exchange(first, other)
  for (const store of stores)
    for (let i = 0; i < offers; i++) store.put({ kind: 'offer', fields: offerOf(`buckwheat of ${name}`) })
  for (const store of stores) store.close()
  return stores.map(({ device }) => device)
}

/** One offer more, written while nobody else holds the home. */
export const putOffer = async (home: string, good: string): Promise<void> => {
  const store = await reopenDevice(home)
  store.put({ kind: 'offer', fields: offerOf(good) })
  store.close()
}

/** What a home holds, every signature checked anew. */
export const readHome = async (home: string) => {
  const store = await reopenDevice(home)
  const { problems } = store.verifyAll()
  const { entries, state } = store.stats()
  const offers = store.list({ kind: 'offer' }).total
  store.close()
  return { problems, entries, state, offers }
}
