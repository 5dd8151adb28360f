import { isIP } from 'node:net'
import { lanAddresses } from '#shared/invitation/code-text.ts'

export interface DialAddress {
  host: string
  port: number
}

/** One address, or a code of the local network with several; null where any of them is none. */
export const parseDialAddresses = (text: string): DialAddress[] | null => {
  const listed = lanAddresses(text.trim()) ?? [text]
  const parsed = listed.map(parseDialAddress).filter(address => address !== null)
  return parsed.length === listed.length ? parsed : null
}

/**
 * `192.168.1.7:4711` or `[fd00::7]:4711`; null for anything else. Names are refused on purpose: looking
 * one up could ask a server beyond the local network.
 */
export const parseDialAddress = (text: string): DialAddress | null => {
  const parts = /^\s*(?:\[([^\]]{2,64})\]|([\d.]{7,15})):(\d{1,5})\s*$/.exec(text)
  const host = parts?.[1] ?? parts?.[2]
  const port = Number(parts?.[3])
  if (!host || isIP(host) === 0 || port < 1 || port > 65_535) return null
  return { host, port }
}
