import { performance } from 'node:perf_hooks'
import { FailureError } from '#shared/errors.ts'
import type { Transport } from '#shared/record/transport.ts'
import { createLinkTransport } from '#shared/replication/link-transport.ts'
import { runEnds } from '#shared/replication/run-ends.ts'
import { type Endpoint, openEndpoint } from '../../electron/lan/endpoint.ts'
import { createLink, type LinkDeps } from '../../electron/lan/link.ts'
import { createLinks, type Links } from '../../electron/lan/links.ts'
import { createVerifying, hashing } from '../../electron/store/node-crypto.ts'
import type { Store } from '../../electron/store/open-store.ts'
import { transportSuite } from '../transport/suite.ts'

const linkDepsOf = (store: Store): LinkDeps => ({
  keyring: store.keyring,
  federationSecrets: store.keyring.federationSecrets,
  verifying: createVerifying(),
  device: store.device,
  nonce: new Uint8Array(16),
  isMember: () => true
})

interface Served {
  endpoint: Endpoint
  links: Links
}

/** A record behind a listening port, as a device that is switched on serves it. */
const serve = async (store: Store): Promise<Served> => {
  const links = createLinks({
    ...{ store, hashing, monotonicMs: () => performance.now() },
    onAppended: () => undefined,
    onCounts: () => undefined,
    onLive: () => undefined,
    onSessionEnd: () => undefined
  })
  const endpoint = await openEndpoint(0, socket => {
    const link = createLink('listener', socket, linkDepsOf(store), {
      onOpen: peer => links.add(peer, link),
      onMessage: message => {
        for (const device of links.devices()) links.take(device, link, message)
      },
      onEnd: () => {
        for (const device of links.devices()) links.remove(device, link)
      }
    })
  })
  return { endpoint, links }
}

/** A record's own end of the road: dials the other record's port. */
const endTowards = (store: Store, there: Served): Transport =>
  createLinkTransport({
    endsOf: run => runEnds(run, hashing),
    open: async (take, lost) => {
      const socket = await there.endpoint.dial('127.0.0.1', there.endpoint.port)
      if (!socket.ok) throw new FailureError(socket.error.code, socket.error.detail)
      return createLink('dialler', socket.value, linkDepsOf(store), {
        onOpen: () => undefined,
        onMessage: take,
        onEnd: (why, detail) => lost(`${why} ${detail}`)
      })
    }
  })

transportSuite('a link', async (a, b) => {
  const [behindA, behindB] = [await serve(a), await serve(b)]
  const ends = [endTowards(a, behindB), endTowards(b, behindA)] as const
  return {
    ends,
    close: async () => {
      for (const end of ends) await end.close()
      for (const { links, endpoint } of [behindA, behindB]) {
        links.closeAll()
        await endpoint.close()
      }
    }
  }
})
