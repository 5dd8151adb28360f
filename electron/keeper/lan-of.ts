import type { LanStatus } from '#shared/contract.ts'
import type { LogId } from '#shared/record/entry.ts'
import { KnownHoldings } from '../carry/known-holdings.ts'
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
    isMember: membersOf(store),
    describe: device => describeDevice(store, device),
    onStatus,
    // The store tells the window itself what an append changed.
    onAppended: () => undefined,
    onHave: (device, have) => {
      const { handle, communeName: commune } = describeDevice(store, device)
      const holder = { of: 'peer' as const, id: device, handle, commune, folder: null, at: Date.now() }
      new KnownHoldings(store.local).remember(holder, have)
    },
    port
  })

/**
 * Who is let in to replicate: members of communes that are in. A newcomer with a small welcome cannot know
 * them yet: until its own record says that it is in, whoever proves the newest of the secrets that its welcome
 * brought is let in, and stays so while the network is on, unless the record then says that its log is no
 * longer honoured. Older secrets are no proof then: those who were released know them. The newcomer has nothing
 * else that could be shown to the wrong one, and what it is given is verified like any entry.
 */
export const membersOf = (
  store: Pick<Store, 'authority' | 'device'>
): ((device: LogId, byNewest: boolean) => boolean) => {
  const met = new Set<LogId>()
  const stands = (device: LogId): boolean => {
    const { communesOf, communesIn } = store.authority()
    return [...(communesOf.get(device) ?? [])].some(commune => communesIn.has(commune))
  }
  return (device, byNewest) => {
    if (stands(device)) return true
    const { forks, released } = store.authority()
    if (forks.has(device) || released.some(one => one.device === device)) return false
    if (byNewest && !stands(store.device)) met.add(device)
    return met.has(device)
  }
}

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
