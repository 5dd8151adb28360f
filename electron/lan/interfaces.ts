/** The machine's own addresses, and whether another lies on one of its networks. */
import { BlockList, isIP } from 'node:net'
import { networkInterfaces } from 'node:os'

export interface OwnAddress {
  address: string
  family: 'ipv4' | 'ipv6'
  prefixBits: number
}

const isLinkLocal6 = (address: string) => /^fe[89ab]/i.test(address)

/** Addresses others can reach this machine by, without loopback and without those that need a zone. */
export const ownAddresses = (): OwnAddress[] =>
  Object.values(networkInterfaces())
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
export const isOnLink = (address: string, own: OwnAddress[]): boolean => {
  const version = isIP(address)
  if (version === 0) return false
  const family = version === 6 ? 'ipv6' : 'ipv4'
  const networks = new BlockList()
  for (const { address: base, family: itsFamily, prefixBits } of own)
    if (itsFamily === family) networks.addSubnet(base, prefixBits, family)
  return networks.check(address, family)
}
