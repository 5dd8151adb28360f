/**
 * Finds other members' devices by mDNS, on every interface by itself, and starts anew on an interface
 * whenever its address changes. Knows nothing of links or of the record.
 */
import { randomBytes } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { Bonjour, type Browser, type Service, type ServiceConfig } from 'bonjour-service'
import { type Advertisement, advertisementTxt, recogniseAdvertisement } from './advertisement.ts'
import { isOnLink, ownAddresses } from './interfaces.ts'

const serviceType = 'chumak'
const lookAgainMs = 3_000
const askAgainMs = 10_000
/** Addresses tried for one advertisement. */
const maxAddresses = 6

/** What bonjour-service hands on to multicast-dns, missing from its types. */
type MulticastOptions = Partial<ServiceConfig> & { interface: string; bind: string; reuseAddr: boolean }

export interface Sighting {
  nonce: Uint8Array
  port: number
  /** where it may be reached, the packet's own sender first */
  addresses: string[]
}

export interface Discovery {
  /** drops every socket; resolves when the network was told goodbye */
  stop(): Promise<void>
}

export interface DiscoveryDeps {
  federationSecret: Uint8Array
  advertisement: Advertisement
  onSighting(sighting: Sighting): void
  /** addresses came or went */
  onNetworkChange(): void
  /** an interface where discovery does not work, and why; the others go on */
  onProblem(address: string, reason: string): void
}

export const startDiscovery = (deps: DiscoveryDeps): Discovery => {
  const { federationSecret, advertisement } = deps
  // random, and the same on each interface: without it the host's own name would be told
  const name = randomBytes(8).toString('hex')
  const running = new Map<string, { bonjour: Bonjour; browser: Browser }>()

  const onService = (service: Service) => {
    const seen = recogniseAdvertisement(federationSecret, service.txt, service.port)
    if (!seen || Buffer.from(seen.nonce).equals(advertisement.nonce)) return
    const own = ownAddresses()
    const told = [service.referer?.address, ...(service.addresses ?? [])]
    const addresses = [...new Set(told)].filter(
      (address): address is string => typeof address === 'string' && isOnLink(address, own)
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

  const start = (address: string) => {
    const fault = (error: unknown) =>
      deps.onProblem(address, error instanceof Error ? error.message : String(error))
    // Bound to all addresses: bound to its own it would hear no multicast on Linux.
    const options: MulticastOptions = { interface: address, bind: '0.0.0.0', reuseAddr: true }
    const bonjour = new Bonjour(options, fault)
    guard(bonjour, fault)
    bonjour.publish({
      name,
      type: serviceType,
      port: advertisement.port,
      host: `${name}.local`,
      txt: advertisementTxt(federationSecret, advertisement),
      // the name is random: asking whether it is taken would only delay
      probe: false
    })
    running.set(address, { bonjour, browser: browse(bonjour) })
  }

  const look = () => {
    const addresses = new Set(
      ownAddresses()
        .filter(({ family }) => family === 'ipv4')
        .map(({ address }) => address)
    )
    let changed = false
    for (const [address, { bonjour }] of running) {
      if (addresses.has(address)) continue
      bonjour.destroy()
      running.delete(address)
      changed = true
    }
    for (const address of addresses) {
      if (running.has(address)) continue
      start(address)
      changed = true
    }
    if (changed) deps.onNetworkChange()
  }
  /**
   * A browser tells of a service once and then trusts its memory. A new one asks again, hears where everyone
   * is now, and forgets whatever a flood of false services left.
   */
  const ask = () => {
    for (const [address, { bonjour, browser }] of running) {
      browser.stop()
      running.set(address, { bonjour, browser: browse(bonjour) })
    }
  }

  look()
  const timers = [setInterval(look, lookAgainMs), setInterval(ask, askAgainMs)]

  return {
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
