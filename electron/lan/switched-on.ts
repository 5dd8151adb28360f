/** Everything that exists only while the local network is on; `stop` leaves no socket and no timer. */
import type { TLSSocket } from 'node:tls'
import type { LanStatus, Peer } from '#shared/contract.ts'
import { fail, ok, type Result } from '#shared/errors.ts'
import type { LogId } from '#shared/record/entry.ts'
import type { LiveMessage } from '#shared/replication/session.ts'
import { drawNonce } from './advertisement.ts'
import { parseDialAddresses } from './dial-address.ts'
import { createDialBook, type Target } from './dial-book.ts'
import { type Discovery, startDiscovery } from './discovery.ts'
import { openEndpoint } from './endpoint.ts'
import { createFlood } from './flood.ts'
import { isOnLink, ownAddresses, ownLinkLocals, withZones } from './interfaces.ts'
import type { LanDeps } from './lan.ts'
import { addressOf, createLink, type Link, type LinkEnd } from './link.ts'
import { createLinks } from './links.ts'
import { createRoster } from './roster.ts'

/** A device that handed over what does not verify is not listened to again for this long. */
const shunMs = 60_000
const tickMs = 1_000
/** Whoever was refused may have become a member with any new entry: tried again at most this often. */
const retryEveryMs = 5_000

export interface Connecting {
  /** goes on dialling also where nobody is there at first: for whoever does not look on */
  keep?: boolean
}

export interface SwitchedOn {
  addresses(): string[]
  /** an interface where others are not found now, and why */
  problem(): string | null
  peers(): Peer[]
  sameKey(): LanStatus['sameKey']
  connect(address: string, how?: Connecting): Promise<Result<null>>
  recordChanged(): void
  publish(name: LiveMessage['name'], room: string, data: Uint8Array): void
  stop(): Promise<void>
}

interface Listeners {
  onStatus(): void
  onProblem(text: string): void
  onLive(message: LiveMessage): void
}
/** How an attempt to link ended: open, or why not. */
type Attempt = { device: LogId } | { why: LinkEnd }

const keyOf = (nonce: Uint8Array) => `n:${Buffer.from(nonce).toString('hex')}`

export const createSwitchedOn = async (deps: LanDeps, listeners: Listeners): Promise<SwitchedOn> => {
  const { monotonicMs } = deps.clock
  const nonce = drawNonce()
  const roster = createRoster(deps.clock.nowMs)
  const book = createDialBook(monotonicMs, address => isOnLink(address, ownAddresses(), ownLinkLocals()))
  const flood = createFlood()
  const shunnedUntilMs = new Map<LogId, number>()
  /** links whose proofs are still going on, so that `stop` can close them too */
  const unproven = new Set<Link>()
  let retriedAtMs = Number.NEGATIVE_INFINITY
  let sameKey: LanStatus['sameKey'] = null
  let stopped = false

  const links = createLinks({
    ...{ store: deps.store, hashing: deps.hashing, monotonicMs },
    onAppended: (from, added) => {
      deps.onAppended(from, added)
      membershipMayHaveChanged()
    },
    onCounts: device => {
      const counts = links.counts(device)
      if (counts) roster.counts(device, counts)
      listeners.onStatus()
    },
    onHave: (device, have) => deps.onHave?.(device, have),
    onLive: (from, message) => {
      const { fresh, onward } = flood.hear(message)
      if (onward) links.sendLive(onward, from)
      if (fresh) listeners.onLive(message)
    },
    onSessionEnd: (device, why, detail) => {
      if (why === 'bad-frame' || why === 'bad-run') shunnedUntilMs.set(device, monotonicMs() + shunMs)
      if (why === 'store-failed') listeners.onProblem(detail)
    }
  })

  const isWelcome = (device: LogId, byNewest: boolean) =>
    (shunnedUntilMs.get(device) ?? 0) <= monotonicMs() && deps.isMember(device, byNewest)
  /** Whom we know not to be let in is not even told who we are, as a dialler is. */
  const isLeftAlone = (device: LogId) => links.has(device) || !deps.isMember(device, false)

  const adopt = (role: Link['role'], socket: TLSSocket, onAttempt: (attempt: Attempt) => void) => {
    let device: LogId | null = null
    const link = createLink(
      role,
      socket,
      {
        ...{ keyring: deps.keyring, verifying: deps.verifying, nonce },
        federationSecrets: deps.keyring.federationSecrets,
        device: deps.store.device,
        isMember: isWelcome
      },
      {
        onOpen: peer => {
          unproven.delete(link)
          device = peer.device
          book.foundByKey(keyOf(peer.nonce), device)
          onAttempt({ device })
          if (!links.add(peer, link)) return link.close()
          roster.mark(device, 'linked', link.address)
          listeners.onStatus()
        },
        onMessage: message => {
          if (device) links.take(device, link, message)
        },
        onEnd: why => {
          unproven.delete(link)
          if (why === 'same-key' && sameKey === null) {
            sameKey = { host: link.host, at: deps.clock.nowMs() }
            listeners.onStatus()
          }
          if (!device) return onAttempt({ why })
          if (!links.remove(device, link)) return
          roster.mark(device, 'unreachable', link.address)
          listeners.onStatus()
        }
      }
    )
    unproven.add(link)
    return link
  }

  const endpoint = await openEndpoint(deps.port ?? 0, socket => {
    if (stopped) socket.destroy()
    else adopt('listener', socket, () => undefined)
  })

  /** Tries the target's addresses one after the other until one of them links. */
  const dial = async (target: Target): Promise<Result<null>> => {
    target.dialling = true
    let failure: Result<null> = fail('peer-unreachable', { address: target.key })
    for (const host of target.addresses) {
      if (!book.mayDial(target, host)) continue
      const address = addressOf(host, target.port)
      const socket = await endpoint.dial(host, target.port)
      if (!socket.ok) {
        failure = socket
        continue
      }
      if (stopped) {
        socket.value.destroy()
        break
      }
      const attempt = await new Promise<Attempt>(resolve => adopt('dialler', socket.value, resolve))
      if ('device' in attempt) {
        target.dialling = false
        book.found(target, attempt.device)
        return ok(null)
      }
      failure = refusalOf(attempt.why, address)
    }
    target.dialling = false
    book.failed(target)
    return failure
  }

  const dialDue = () => {
    for (const target of book.due(isLeftAlone)) void dial(target)
  }

  const membershipMayHaveChanged = () => {
    for (const device of links.devices()) {
      if (deps.isMember(device, false)) continue
      links.close(device)
      roster.forget(device)
    }
    if (monotonicMs() - retriedAtMs < retryEveryMs) return
    retriedAtMs = monotonicMs()
    book.retryNow()
  }

  const discovery: Discovery | null =
    deps.discover === false
      ? null
      : startDiscovery({
          federationSecrets: () => deps.keyring.federationSecrets,
          advertisement: { nonce, port: endpoint.port },
          onSighting: seen => {
            const weDial = Buffer.compare(nonce, seen.nonce) < 0
            book.sighted(keyOf(seen.nonce), seen.addresses, seen.port, weDial)
            dialDue()
          },
          onNetworkChange: () => {
            book.retryNow()
            listeners.onStatus()
          },
          onProblem: listeners.onStatus
        })

  const connectTo = async (host: string, port: number, keep: boolean): Promise<Result<null>> => {
    const target = book.given(`a:${addressOf(host, port)}`, withZones(host, ownLinkLocals()), port)
    if (target.device && links.has(target.device)) return ok(null)
    const dialled = await dial(target)
    // the person hears of it now; going on in secret would help nobody
    if (!dialled.ok && !target.device && !keep) book.forget(target)
    return dialled
  }

  const timer = setInterval(() => {
    links.tick()
    dialDue()
  }, tickMs)

  const addresses = () => [
    ...ownAddresses().map(({ address }) => addressOf(address, endpoint.port)),
    // the other side has its own names for its links, and tries each of them
    ...new Set(ownLinkLocals().map(({ address }) => addressOf(address, endpoint.port)))
  ]

  return {
    addresses,
    problem: () => discovery?.problem() ?? null,
    peers: () => roster.peers(deps.describe),
    sameKey: () => sameKey,
    connect: async (text, { keep = false } = {}) => {
      const given = parseDialAddresses(text)
      if (!given) return fail('request-bad', { field: 'address', reason: 'not like 192.168.1.7:4711' })
      let last: Result<null> = fail('peer-unreachable', { address: text })
      for (const { host, port } of given) {
        last = await connectTo(host, port, keep)
        if (last.ok) break
      }
      return last
    },
    recordChanged: () => {
      membershipMayHaveChanged()
      links.recordChanged()
    },
    publish: (name, room, data) => links.sendLive(flood.begin(name, room, data), null),
    stop: async () => {
      stopped = true
      clearInterval(timer)
      links.closeAll()
      for (const link of unproven) link.close()
      await Promise.all([discovery?.stop(), endpoint.close(), links.settled()])
    }
  }
}

const refusalOf = (why: LinkEnd, address: string): Result<null> => {
  if (why === 'same-key')
    return fail('peer-same-key', {
      address,
      reason: 'it writes with the key of this device; one of the two is a copy'
    })
  return why === 'foreign' || why === 'not-member' || why === 'self' || why === 'closed'
    ? fail('peer-refused', { address, reason: why })
    : fail('peer-unreachable', { address, reason: why })
}
