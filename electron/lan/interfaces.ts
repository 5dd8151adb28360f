/** The machine's own addresses, and whether another lies on one of its networks. */
import { BlockList, isIP } from 'node:net'
import { networkInterfaces } from 'node:os'

export interface OwnAddress {
  address: string
  family: 'ipv4' | 'ipv6'
  prefixBits: number
}

let asTold: ReturnType<typeof networkInterfaces> = {}
/** Timers ask for them. A system that is short of open files cannot tell, and then they are what they were. */
const interfacesNow = (): ReturnType<typeof networkInterfaces> => {
  try {
    asTold = networkInterfaces()
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error
  }
  return asTold
}

const isLinkLocal6 = (address: string) => /^fe[89ab]/i.test(address)

/** An IPv6 address that is good on one link only, and how this machine calls that link. */
export interface LinkLocal {
  address: string
  zone: string
}

/**
 * One for each interface that has any. Without a router and without DHCP many systems give themselves no
 * other address than this.
 */
export const ownLinkLocals = (): LinkLocal[] =>
  Object.entries(interfacesNow()).flatMap(([name, interfaces]) => {
    const found = interfaces?.find(
      ({ family, internal, address }) => family === 'IPv6' && !internal && isLinkLocal6(address)
    )
    if (found?.family !== 'IPv6') return []
    return [{ address: found.address, zone: process.platform === 'win32' ? String(found.scopeid) : name }]
  })

/** A link-local address without zone could lie on any of this machine's links: once for each. */
export const withZones = (host: string, links: LinkLocal[]): string[] =>
  isLinkLocal6(host) && !host.includes('%') ? links.map(({ zone }) => `${host}%${zone}`) : [host]

/** Addresses others can reach this machine by, without loopback and without those that need a zone. */
export const ownAddresses = (): OwnAddress[] =>
  Object.values(interfacesNow())
    .flatMap(interfaces => interfaces ?? [])
    .filter(({ internal, address }) => !internal && !isLinkLocal6(address))
    .map(({ address, family, cidr }) => ({
      address,
      family: family === 'IPv6' ? 'ipv6' : 'ipv4',
      prefixBits: Number(cidr?.split('/')[1] ?? (family === 'IPv6' ? 128 : 32))
    }))

/**
 * Advertisements are not to be believed: an address is dialled only when it lies on a network this
 * machine is on, so that no advertisement can send a request beyond the local network.
 */
export const isOnLink = (address: string, own: OwnAddress[], links: LinkLocal[] = []): boolean => {
  const [host = '', named] = address.split('%')
  // every link-local address is on the link; without a zone nobody knows on which
  if (isLinkLocal6(host)) return isIP(host) === 6 && links.some(({ zone }) => zone === named)
  const version = isIP(address)
  if (version === 0) return false
  const family = version === 6 ? 'ipv6' : 'ipv4'
  const networks = new BlockList()
  for (const { address: base, family: itsFamily, prefixBits } of own)
    if (itsFamily === family) networks.addSubnet(base, prefixBits, family)
  return networks.check(address, family)
}
