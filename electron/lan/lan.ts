/**
 * The local network: off until it is switched on, and no socket before that. Finds members' devices,
 * links to them, replicates the record both ways and carries live messages between windows.
 */
import type { LanStatus } from '#shared/contract.ts'
import { fail, ok, type Result } from '#shared/errors.ts'
import type { Hashing, Verifying } from '#shared/record/deps.ts'
import type { LogId } from '#shared/record/entry.ts'
import type { Keyring } from '#shared/record/keyring.ts'
import type { RecordStore } from '#shared/record/record-store.ts'
import type { HaveVector } from '#shared/record/run.ts'
import type { LiveMessage } from '#shared/replication/session.ts'
import type { PeerName } from './roster.ts'
import { type Connecting, createSwitchedOn, type SwitchedOn } from './switched-on.ts'

export interface LanDeps {
  store: RecordStore
  keyring: Keyring
  hashing: Hashing
  verifying: Verifying
  clock: {
    /** this machine's clock, for what people read */
    nowMs(): number
    /** never goes back: for timing */
    monotonicMs(): number
  }
  /** a member by the folded record; devices that are not get nothing. `byNewest`: of a device that just proved
   * the newest secret of the federation that this one knows */
  isMember(device: LogId, byNewest: boolean): boolean
  describe(device: LogId): PeerName
  /** something in `status()` changed; at most four times a second */
  onStatus(status: LanStatus): void
  /** entries of a peer's are durable in the store */
  onAppended(from: LogId, added: number): void
  /** what a device holds, when its session begins and when it ends */
  onHave?(device: LogId, have: HaveVector): void
  /** fixed for hubs; any free one otherwise */
  port?: number
  /** false where multicast is not wanted: devices are then reached by address alone */
  discover?: boolean
}

/** Live messages between windows of all devices, opaque here. */
export interface Signalling {
  publish(name: LiveMessage['name'], room: string, data: Uint8Array): void
  /** what other devices publish; returns a function that stops listening */
  listen(heard: (name: LiveMessage['name'], room: string, data: Uint8Array) => void): () => void
}

export interface Lan {
  /** `no-federation` while there is nobody to recognise; a port in use shows in `status().problem` */
  switchOn(): Promise<Result<LanStatus>>
  switchOff(): Promise<LanStatus>
  status(): LanStatus
  /** `host:port`, or the code that another device shows. `lan-off`, `request-bad`, `peer-unreachable`, `peer-refused`, `peer-same-key` */
  connect(address: string, how?: Connecting): Promise<Result<LanStatus>>
  /** To be called whenever the record grew by another road, or membership may have changed. */
  recordChanged(): void
  signalling: Signalling
}

type Hearer = Parameters<Signalling['listen']>[0]

export const createLan = (deps: LanDeps): Lan => {
  const hearers = new Set<Hearer>()
  let running: SwitchedOn | null = null
  let problem: string | null = null
  /** one switch at a time: a second waits for the first */
  let switching: Promise<unknown> = Promise.resolve()
  let _telling: ReturnType<typeof setTimeout> | null = null

  const status = (): LanStatus =>
    running
      ? {
          ...{ on: true, problem: problem ?? running.problem() },
          ...{ addresses: running.addresses(), peers: running.peers(), sameKey: running.sameKey() }
        }
      : { on: false, problem, addresses: [], peers: [], sameKey: null }

  const statusChanged = () => {
    _telling ??= setTimeout(() => {
      _telling = null
      deps.onStatus(status())
    }, 250)
  }
  const report = (text: string | null) => {
    problem = text
    statusChanged()
  }
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = switching.then(work)
    switching = turn.catch(() => undefined)
    return turn
  }

  const switchOn = async (): Promise<Result<LanStatus>> => {
    if (running) return ok(status())
    if (deps.keyring.federationSecrets.length === 0) return fail('no-federation')
    problem = null
    try {
      running = await createSwitchedOn(deps, {
        onStatus: statusChanged,
        onProblem: report,
        onLive: ({ name, room, data }) => {
          for (const hear of hearers) hear(name, room, data)
        }
      })
    } catch (error) {
      // the port could not be had: the person is told, and may try again
      problem = error instanceof Error ? error.message : String(error)
    }
    statusChanged()
    return ok(status())
  }

  const switchOff = async (): Promise<LanStatus> => {
    const stopping = running
    running = null
    problem = null
    await stopping?.stop()
    statusChanged()
    return status()
  }

  return {
    switchOn: () => inTurn(switchOn),
    switchOff: () => inTurn(switchOff),
    status,
    connect: async (address, how) => {
      if (!running) return fail('lan-off')
      const connected = await running.connect(address, how)
      return connected.ok ? ok(status()) : connected
    },
    recordChanged: () => running?.recordChanged(),
    signalling: {
      publish: (name, room, data) => running?.publish(name, room, data),
      listen: heard => {
        hearers.add(heard)
        return () => hearers.delete(heard)
      }
    }
  }
}
