/**
 * Several hosts on one machine: network namespaces on one bridge, itself in a namespace of its own, so that
 * the machine's own network is never touched. Needs root and Debian's iproute2.
 */
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'

const ip = (...args: string[]) => execFileSync('ip', args, { stdio: ['ignore', 'pipe', 'pipe'] }).toString()

export interface Host {
  name: string
  address: string
  /** command and arguments that run inside the host */
  within(command: string, args: string[]): [string, string[]]
  /** `ip` with these words, inside the host */
  ip(...args: string[]): void
  /** pulls the host's cable, or puts it back */
  plug(isIn: boolean): void
  /** takes the host's address away and gives it another, as a new router does */
  readdress(address: string): void
}

export interface Bench {
  hosts: Host[]
  remove(): void
}

/** No IPv6 on the host's interface from now on: flushed alone, its address may come back when its link is ready. */
export const takeIpv6 = (host: Host): void => {
  host.ip('link', 'set', 'eth0', 'addrgenmode', 'none')
  host.ip('-6', 'addr', 'flush', 'dev', 'eth0')
}

/** Why namespaces cannot be made here, or null where they can. */
export const whyNoNamespaces = (): string | null => {
  const name = `chk-${randomBytes(3).toString('hex')}`
  try {
    ip('netns', 'add', name)
    ip('-n', name, 'link', 'add', 'br0', 'type', 'bridge')
    return null
  } catch (error) {
    return error instanceof Error ? error.message.split('\n').slice(0, 2).join(' ') : String(error)
  } finally {
    try {
      ip('netns', 'del', name)
    } catch {
      // it could not be made in the first place: told above
    }
  }
}

/** Hosts 10.83.0.1, 10.83.0.2 … on one bridge without a gateway. */
export const createBench = (hostCount: number): Bench => {
  const tag = randomBytes(3).toString('hex')
  const hub = `chumak-${tag}-hub`
  const made: string[] = []
  const addNamespace = (name: string) => {
    ip('netns', 'add', name)
    made.push(name)
    ip('-n', name, 'link', 'set', 'lo', 'up')
  }
  const remove = () => {
    for (const name of made.splice(0)) ip('netns', 'del', name)
  }

  try {
    addNamespace(hub)
    ip('-n', hub, 'link', 'add', 'br0', 'type', 'bridge')
    ip('-n', hub, 'link', 'set', 'br0', 'up')
    const hosts = Array.from({ length: hostCount }, (_, i): Host => {
      const name = `chumak-${tag}-${i + 1}`
      const port = `port${i + 1}`
      const address = `10.83.0.${i + 1}`
      addNamespace(name)
      ip('-n', hub, 'link', 'add', port, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name)
      ip('-n', hub, 'link', 'set', port, 'master', 'br0', 'up')
      ip('-n', name, 'addr', 'add', `${address}/24`, 'dev', 'eth0')
      ip('-n', name, 'link', 'set', 'eth0', 'up')
      // multicast needs a way out
      ip('-n', name, 'route', 'add', 'default', 'dev', 'eth0')
      return {
        name,
        address,
        within: (command, args) => ['ip', ['netns', 'exec', name, command, ...args]],
        ip: (...args) => void ip('-n', name, ...args),
        readdress: next => {
          ip('-n', name, 'addr', 'flush', 'dev', 'eth0', 'scope', 'global')
          ip('-n', name, 'addr', 'add', `${next}/24`, 'dev', 'eth0')
          ip('-n', name, 'route', 'replace', 'default', 'dev', 'eth0')
        },
        plug: isIn => ip('-n', hub, 'link', 'set', port, isIn ? 'up' : 'down')
      }
    })
    return { hosts, remove }
  } catch (error) {
    remove()
    throw error
  }
}
