/**
 * Whom to dial, and when: advertisements seen and addresses given by hand. Pure bookkeeping; times are of
 * a clock that never goes back.
 */
import type { LogId } from '#shared/record/entry.ts'

export interface Target {
  /** `n:` and the nonce for a sighting, `a:` and the address for one given by hand */
  key: string
  byHand: boolean
  addresses: string[]
  port: number
  /** the device found there, once it proved itself */
  device: LogId | null
  dialling: boolean
  dueAtMs: number
  backoffMs: number
}

const firstBackoffMs = 1_000
const maxBackoffMs = 30_000
/** When the other side should dial, this one still does after a while: its way in may be blocked. */
const courtesyMs = 4_000
/** Sightings are of members only, since others cannot make them; still they are not kept without end. */
const maxTargets = 256

export interface DialBook {
  sighted(key: string, addresses: string[], port: number, weDial: boolean): void
  /** by hand: dialled by the caller at once, and again when lost */
  given(key: string, hosts: string[], port: number): Target
  /**
   * Asked before each dial: an advertised address must lie on a network of ours, and this machine may be elsewhere
   * by now. A person may give any.
   */
  mayDial(target: Target, address: string): boolean
  /** but where a device was found that is to be left alone, and what lies on no network of ours */
  due(isLeftAlone: (device: LogId) => boolean): Target[]
  failed(target: Target): void
  forget(target: Target): void
  found(target: Target, device: LogId): void
  /** a device that linked by dialling us tells which advertisement is its own */
  foundByKey(key: string, device: LogId): void
  /** the network or the membership changed: try everyone again now */
  retryNow(): void
}

export const createDialBook = (nowMs: () => number, isOnLink: (address: string) => boolean): DialBook => {
  const targets = new Map<string, Target>()

  const put = (wanted: Pick<Target, 'key' | 'byHand' | 'addresses' | 'port' | 'dueAtMs'>): Target => {
    const target: Target = {
      ...wanted,
      ...{ device: null, dialling: false, backoffMs: firstBackoffMs }
    }
    targets.set(target.key, target)
    for (const oldest of targets.keys()) {
      if (targets.size <= maxTargets) break
      targets.delete(oldest)
    }
    return target
  }

  const mayDial = ({ byHand }: Target, address: string) => byHand || isOnLink(address)

  return {
    mayDial,
    sighted: (key, addresses, port, weDial) => {
      const known = targets.get(key)
      if (!known) {
        put({ key, byHand: false, addresses, port, dueAtMs: nowMs() + (weDial ? 0 : courtesyMs) })
        return
      }
      known.addresses = [...new Set([...addresses, ...known.addresses])].slice(0, 8)
      known.port = port
    },
    given: (key, addresses, port) =>
      targets.get(key) ?? put({ key, byHand: true, addresses, port, dueAtMs: nowMs() + firstBackoffMs }),
    due: isLeftAlone =>
      [...targets.values()].filter(
        target =>
          !target.dialling &&
          target.dueAtMs <= nowMs() &&
          !(target.device && isLeftAlone(target.device)) &&
          target.addresses.some(address => mayDial(target, address))
      ),
    failed: target => {
      target.dueAtMs = nowMs() + target.backoffMs
      target.backoffMs = Math.min(target.backoffMs * 2, maxBackoffMs)
    },
    forget: target => {
      targets.delete(target.key)
    },
    found: (target, device) => {
      target.device = device
      target.backoffMs = firstBackoffMs
      target.dueAtMs = nowMs() + firstBackoffMs
    },
    foundByKey: (key, device) => {
      const target = targets.get(key)
      if (target) target.device = device
    },
    retryNow: () => {
      for (const target of targets.values()) {
        target.dueAtMs = Math.min(target.dueAtMs, nowMs() + firstBackoffMs)
        target.backoffMs = firstBackoffMs
      }
    }
  }
}
