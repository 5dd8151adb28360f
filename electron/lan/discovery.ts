/**
 * Finds other members' devices by mDNS, on every interface by itself, and starts anew on an interface
 * whenever its address changes. Knows nothing of links or of the record.
 */
import { randomBytes } from 'node:crypto'
import { createSocket, type Socket } from 'node:dgram'
import { EventEmitter } from 'node:events'
import { Bonjour, type Browser, type Service, type ServiceConfig } from 'bonjour-service'
import { type Advertisement, advertisementTxt, recogniseAdvertisement } from './advertisement.ts'
import { isOnLink, ownAddresses, ownLinkLocals } from './interfaces.ts'

const serviceType = 'chumak'
const lookAgainMs = 3_000
const askAgainMs = 10_000
/** Addresses tried for one advertisement. */
const maxAddresses = 6

/** What bonjour-service hands on to multicast-dns, missing from its types. */
type MulticastOptions = Partial<ServiceConfig> & {
  interface: string
  bind: string
  reuseAddr: boolean
  type?: 'udp6'
  ip?: string
  socket?: Socket
}

/** Where discovery runs by itself: an IPv4 address, or a link that has an IPv6 address of its own. */
interface Place {
  key: string
  family: 'ipv4' | 'ipv6'
  zone: string
}

const placesNow = (): Place[] => [
  ...ownAddresses()
    .filter(({ family }) => family === 'ipv4')
    .map(({ address }): Place => ({ key: address, family: 'ipv4', zone: '' })),
  ...ownLinkLocals().map(({ address, zone }): Place => ({ key: `${address}%${zone}`, family: 'ipv6', zone }))
]

const multicastOptions = ({ key, family, zone }: Place): MulticastOptions =>
  family === 'ipv4'
    ? // Bound to all addresses: bound to its own it would hear no multicast on Linux.
      { interface: key, bind: '0.0.0.0', reuseAddr: true }
    : {
        ...{ type: 'udp6', ip: 'ff02::fb', interface: `::%${zone}`, bind: '::', reuseAddr: true },
        // apart from the IPv4 sockets on the same port
        socket: createSocket({ type: 'udp6', reuseAddr: true, ipv6Only: true })
      }

export interface Sighting {
  nonce: Uint8Array
  port: number
  /** where it may be reached, the packet's own sender first */
  addresses: string[]
}

export interface Discovery {
  /** an interface where it does not work now, and why; the others go on */
  problem(): string | null
  /** drops every socket; resolves when the network was told goodbye */
  stop(): Promise<void>
}

export interface DiscoveryDeps {
  /** the newest first; renewed while it runs */
  federationSecrets(): readonly Uint8Array[]
  advertisement: Advertisement
  onSighting(sighting: Sighting): void
  /** addresses came or went */
  onNetworkChange(): void
  /** `problem()` may be another */
  onProblem(): void
}

interface Running {
  place: Place
  bonjour: Bonjour
  browser: Browser
  problem: string | null
}

export const startDiscovery = (deps: DiscoveryDeps): Discovery => {
  const { advertisement } = deps
  // random, and the same on each interface: without it the host's own name would be told
  const name = randomBytes(8).toString('hex')
  const running = new Map<string, Running>()

  const onService = (service: Service) => {
    const seen = recogniseAdvertisement(deps.federationSecrets(), service.txt, service.port)
    if (!seen || Buffer.from(seen.nonce).equals(advertisement.nonce)) return
    const own = ownAddresses()
    const links = ownLinkLocals()
    const told = [service.referer?.address, ...(service.addresses ?? [])]
    const addresses = [...new Set(told)].filter(
      (address): address is string => typeof address === 'string' && isOnLink(address, own, links)
    )
    if (addresses.length === 0) return
    deps.onSighting({ nonce: seen.nonce, port: seen.port, addresses: addresses.slice(0, maxAddresses) })
  }

  const browse = (bonjour: Bonjour): Browser => {
    const browser = bonjour.find({ type: serviceType }, onService)
    browser.on('txt-update', onService)
    browser.on('srv-update', onService)
    return browser
  }

  /** what is advertised with; null while there is no secret */
  let newest = deps.federationSecrets()[0] ?? null

  const start = (place: Place) => {
    if (!newest) return
    const fault = (error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error)
      // where IPv6 does not carry multicast IPv4 mostly does, and tells by itself when it cannot
      const here = running.get(place.key)
      if (place.family !== 'ipv4' || here?.bonjour !== bonjour) return
      here.problem = `${place.key}: ${reason}`
      deps.onProblem()
    }
    const bonjour = new Bonjour(multicastOptions(place), fault)
    guard(bonjour, fault)
    bonjour.publish({
      name,
      type: serviceType,
      port: advertisement.port,
      host: `${name}.local`,
      txt: advertisementTxt(newest, advertisement),
      // the name is random: asking whether it is taken would only delay
      probe: false
    })
    running.set(place.key, { place, bonjour, browser: browse(bonjour), problem: null })
  }

  const look = () => {
    const places = new Map(placesNow().map(place => [place.key, place]))
    let changed = false
    const secret = deps.federationSecrets()[0] ?? null
    // renewed: the old advertisement is withdrawn everywhere, and the new one takes its place
    const renewed = secret !== null && (newest === null || !Buffer.from(secret).equals(newest))
    if (renewed) newest = secret
    for (const [address, { bonjour }] of running) {
      if (places.has(address) && !renewed) continue
      bonjour.destroy()
      running.delete(address)
      changed = true
    }
    for (const [key, place] of places) {
      if (running.has(key)) continue
      start(place)
      changed = true
    }
    if (changed) deps.onNetworkChange()
  }
  /**
   * A browser tells of a service once and then trusts its memory. A new one asks again, hears where everyone
   * is now, and forgets whatever a flood of false services left. Where something failed all begins anew: what
   * was in the way, such as another program on the port, may be gone.
   */
  const ask = () => {
    for (const here of [...running.values()]) {
      if (here.problem === null) {
        here.browser.stop()
        here.browser = browse(here.bonjour)
        continue
      }
      here.bonjour.destroy()
      start(here.place)
      deps.onProblem()
    }
  }

  look()
  const timers = [setInterval(look, lookAgainMs), setInterval(ask, askAgainMs)]

  return {
    problem: () => [...running.values()].find(({ problem }) => problem !== null)?.problem ?? null,
    stop: async () => {
      for (const timer of timers) clearInterval(timer)
      await Promise.all([...running.values()].map(({ bonjour }) => farewell(bonjour)))
      running.clear()
    }
  }
}

/** Says goodbye where the network still takes it, then closes; never waits long for a dead interface. */
const farewell = (bonjour: Bonjour): Promise<void> =>
  new Promise(resolve => {
    const close = () => {
      clearTimeout(timer)
      bonjour.destroy(() => resolve())
    }
    const timer = setTimeout(close, 500)
    bonjour.unpublishAll(close)
  })

/**
 * bonjour-service 1.4 keeps its multicast-dns emitter private and leaves it without an `error` listener,
 * and its listeners trust every packet: either would end the whole process. So errors are heard here, and
 * a packet that makes a listener throw is dropped.
 */
const guard = (bonjour: Bonjour, fault: (error: unknown) => void) => {
  const server: unknown = Reflect.get(bonjour, 'server')
  const mdns: unknown = typeof server === 'object' && server !== null ? Reflect.get(server, 'mdns') : null
  if (!(mdns instanceof EventEmitter)) throw new Error('bonjour-service has no multicast-dns emitter')
  mdns.on('error', fault)
  const emit = mdns.emit.bind(mdns)
  mdns.emit = (event: string | symbol, ...args: unknown[]) => {
    try {
      return emit(event, ...args)
    } catch (error) {
      fault(error)
      return false
    }
  }
}
