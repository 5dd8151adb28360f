import type { LanStatus } from '#shared/contract.ts'
import type { LogId } from '#shared/record/entry.ts'
import { createLan, type Lan } from '../lan/lan.ts'
import type { PeerName } from '../lan/roster.ts'
import { createVerifying, hashing } from '../store/node-crypto.ts'
import type { Store } from '../store/open-store.ts'

export interface LanOptions {
  onStatus(status: LanStatus): void
  port?: number
}

/** The local network of an open record: who is a member and what devices are called, the record says. */
export const lanOf = (store: Store, { onStatus, port }: LanOptions): Lan =>
  createLan({
    store,
    keyring: store.keyring,
    hashing,
    verifying: createVerifying(),
    clock: { nowMs: Date.now, monotonicMs: () => performance.now() },
    isMember: device => {
      const { communesOf, communesIn } = store.authority()
      return [...(communesOf.get(device) ?? [])].some(commune => communesIn.has(commune))
    },
    describe: device => describeDevice(store, device),
    onStatus,
    // The store tells the window itself what an append changed.
    onAppended: () => undefined,
    port
  })

const describeDevice = (store: Store, device: LogId): PeerName => {
  const [commune] = store.authority().communesOf.get(device) ?? []
  const admitted = store.list({
    kind: 'admit',
    where: [{ field: 'device', is: device }],
    limit: 1,
    offset: 0
  }).rows[0]
  const founded = store.list({
    kind: 'commune',
    where: [{ field: 'author', is: device }],
    limit: 1,
    offset: 0
  }).rows[0]
  const admission = admitted?.fields as { handle?: string } | undefined
  const founding = founded?.fields as { firstMember?: { handle?: string } } | undefined
  return {
    handle: admission?.handle ?? founding?.firstMember?.handle ?? null,
    communeName: commune === undefined ? null : store.nameOf('commune', commune)
  }
}
