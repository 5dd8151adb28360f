/**
 * What every road between two records must do, whatever it is made of. A road here is what the app itself
 * uses: bundles on a stick, links over sockets, a drop folder.
 *
 *   transportSuite('a stick', connectByStick)
 */
import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { kinds } from '#shared/kinds/index.ts'
import type { EntryId } from '#shared/record/entry.ts'
import type { HaveVector, Run } from '#shared/record/run.ts'
import { releaseDevice } from '../../electron/people/release-device.ts'
import type { Store } from '../../electron/store/open-store.ts'
import { settleSecrets } from '../../electron/store/settle-secrets.ts'
import { flipBit, note, WrittenLog } from '../bundle/logs.ts'
import { packInto } from '../bundle/packs.ts'
import {
  admit,
  beginFederation,
  exchange,
  foundCommune,
  makeDevice,
  offerOf,
  removeDevices,
  vouchFor
} from '../record/federation.ts'

export interface Road {
  /** What either lacks goes over, both ways, until no more comes. Answers why something was refused. */
  meet(): Promise<string[]>
  /** The same, broken off as soon as `enough` came over. */
  meetUntil(enough: Promise<void>): Promise<void>
  /** Hands the second a run as the first could who does not keep the rules. Answers why it is refused, or null. */
  force(run: Run): Promise<string | null>
  close(): Promise<void>
}

export type Connect = (a: Store, b: Store) => Promise<Road>

const arrival = { road: 'bundle', from: null } as const
const take = (store: Store, log: WrittenLog, from = 1): void => {
  for (let at = from; at <= log.entries.length; at += 1000)
    store.appendRun(log.run(at, Math.min(at + 999, log.entries.length)), arrival)
}

const sorted = (have: HaveVector) =>
  have.map(({ log, heads }) => `${log}: ${heads.map(({ seq, id }) => `${seq} ${id}`).sort()}`).sort()
const heldBy = (store: Store): number =>
  store.have().reduce((sum, { heads }) => sum + Math.max(...heads.map(({ seq }) => seq)), 0)
const imprint = (store: Store) => [sorted(store.have()), store.stats()]

const expectSame = (first: Store, ...others: Store[]): void => {
  for (const other of others) {
    expect(sorted(other.have())).toEqual(sorted(first.have()))
    expect(other.stats()).toEqual(first.stats())
  }
  for (const store of [first, ...others]) expect(store.verifyAll().problems).toEqual([])
}

export const transportSuite = (name: string, connect: Connect) =>
  describe(`${name} as a road`, () => {
    let a: Store
    let b: Store
    let road: Road
    const roads: Road[] = []

    const join = async (one: Store, other: Store): Promise<Road> => {
      const made = await connect(one, other)
      roads.push(made)
      return made
    }
    beforeEach(async () => {
      a = await makeDevice({ handle: 'Stepan' })
      b = await makeDevice({ handle: 'Olha' })
      beginFederation(a)
      foundCommune(b, 'Orikhiv')
      vouchFor(a, b)
      road = await join(a, b)
    })
    afterEach(async () => {
      for (const made of roads.splice(0)) await made.close()
      removeDevices()
    })

    it('brings to each what only the other had, once, and then nothing more', async () => {
      a.put({ kind: 'offer', fields: offerOf('salt') })
      b.put({ kind: 'offer', fields: offerOf('honey') })
      take(a, new WrittenLog().writeNotes(30))
      take(b, new WrittenLog().writeNotes(5))
      expect(await road.meet()).toEqual([])
      expect(a.list({ kind: 'offer' }).total).toBe(2)
      expect(b.stats().entries).toBe(4 + 2 + 30 + 5)
      expectSame(a, b)
      const before = imprint(a)
      expect(await road.meet()).toEqual([])
      expect([imprint(a), imprint(b)]).toEqual([before, before])
    })

    it('goes on in the middle of a log, and takes no entry twice of what both hold', async () => {
      const log = new WrittenLog().writeNotes(20)
      take(a, log)
      take(b, log.branch(7))
      for (const length of [20, 22, 30]) {
        log.writeNotes(length - log.entries.length)
        take(a, log)
        expect(await road.meet()).toEqual([])
        expect(b.stats().entries).toBe(4 + length)
        expectSame(a, b)
      }
    })

    it('brings more entries than one run may hold, and bodies of the greatest size', async () => {
      const log = new WrittenLog().writeNotes(1200)
      for (let i = 0; i < 5; i++) log.write(note('x'.repeat(1024 * 1024 - 100)))
      take(a, log.branch(1200))
      for (let seq = 1201; seq <= 1205; seq++) a.appendRun(log.run(seq, seq), arrival)
      expect(await road.meet()).toEqual([])
      expectSame(a, b)
    })

    it.each(['bc ab bc', 'ca bc ab ca'])(
      'brings everything to everybody, whoever meets first: %s',
      async order => {
        const c = await makeDevice({ handle: 'Petro' })
        admit(a, c)
        exchange(a, b)
        const pairs: Record<string, Road> = { ab: road, bc: await join(b, c), ca: await join(c, a) }
        const shared = new WrittenLog().writeNotes(9)
        for (const [i, store] of [a, b, c].entries()) {
          store.put({ kind: 'offer', fields: offerOf(`good ${i}`) })
          // of one log each holds another stretch from its beginning
          take(store, shared.branch(3 * (i + 1)))
        }
        for (const pair of order.split(' ')) expect(await pairs[pair]?.meet()).toEqual([])
        expect(c.list({ kind: 'offer' }).total).toBe(3)
        expectSame(a, b, c)
      }
    )

    it('cut in the middle it leaves a valid record, and the rest comes the next time', async () => {
      for (let i = 0; i < 3; i++) take(a, new WrittenLog().writeNotes(800))
      const [before, all] = [heldBy(b), heldBy(a)]
      let given = false
      const some = (async () => {
        while (heldBy(b) === before && !given) await setImmediate()
      })()
      await road.meetUntil(some)
      given = true
      expect(heldBy(b)).toBeGreaterThan(before)
      expect(heldBy(b), 'the cut came too late').toBeLessThan(all)
      expect(b.verifyAll().problems).toEqual([])
      expect(await road.meet()).toEqual([])
      expectSame(a, b)
    })

    it('gives a stranger nothing, and takes nothing of it', async () => {
      const stranger = await makeDevice({ handle: 'Hanna' })
      beginFederation(stranger, { name: 'Elsewhere', commune: 'Far', secret: new Uint8Array(32).fill(9) })
      a.put({ kind: 'offer', fields: offerOf('salt') })
      stranger.put({ kind: 'offer', fields: offerOf('poison') })
      const before = [imprint(a), imprint(stranger)]
      const refused = await (await join(a, stranger)).meet()
      expect(refused.length).toBeGreaterThan(0)
      expect([imprint(a), imprint(stranger)]).toEqual(before)
    })

    it('gives a released device nothing of what came after', async () => {
      const c = await makeDevice({ handle: 'Petro' })
      admit(a, c)
      const known = imprint(c)
      expect(releaseDevice(a, { device: c.device, why: 'device-lost' }).released).toBe(true)
      await settleSecrets(a, { renew: 'own' })
      a.put({ kind: 'offer', fields: offerOf('salt') })
      const refused = await (await join(a, c)).meet()
      expect(refused.length).toBeGreaterThan(0)
      expect(imprint(c)).toEqual(known)
      expect(a.verifyAll().problems).toEqual([])
      // those who remain get all of it, the renewal too
      expect(await road.meet()).toEqual([])
      await settleSecrets(b, { renew: 'own' })
      expect(b.keyring.federationSecret).toEqual(a.keyring.federationSecret)
      expectSame(a, b)
    })

    it('refuses a changed bit in the header, signature or body of any entry of a run', async () => {
      const before = imprint(b)
      const log = new WrittenLog().writeNotes(10)
      const { entries } = log.run()
      for (const part of ['header', 'signature', 'body'] as const)
        for (const index of [3, 9]) {
          const changed = entries.map((entry, i) => (i === index ? flipBit(entry, part) : entry))
          const why = await road.force({ log: log.log, entries: changed })
          expect(why, `${part} of entry ${index}`).not.toBeNull()
        }
      expect(imprint(b)).toEqual(before)
      expect(b.verifyAll().problems).toEqual([])
      expect(await road.force(log.run()), 'unchanged it is welcome').toBeNull()
      expect(b.stats().entries).toBe(4 + 10)
    })

    it('refuses a body over the limit that its author signed', async () => {
      const before = imprint(b)
      const log = new WrittenLog().writeNotes(2)
      log.writeHuge(1024 * 1024 + 1)
      expect(await road.force(log.run())).not.toBeNull()
      expect(imprint(b)).toEqual(before)
      expect(b.verifyAll().problems).toEqual([])
    })

    it('brings both branches of a forked log to both', async () => {
      const trunk = new WrittenLog().writeNotes(8)
      const branch = trunk.branch(5)
      branch.write(note('the cloned disk'))
      take(a, trunk)
      take(b, branch)
      expect(await road.meet()).toEqual([])
      expect(a.forks().get(trunk.log)).toBe(6)
      expect(a.have().find(({ log }) => log === trunk.log)?.heads).toHaveLength(2)
      expectSame(a, b)
    })

    it('carries kinds that nobody here understands yet, byte for byte, and an entry whose body was forgotten', async () => {
      const log = new WrittenLog().writeNotes(3)
      const { id, raw } = log.write({
        kind: 'of-the-future',
        version: 7,
        fields: { what: [1, { deep: true }] }
      })
      log.write({
        kind: 'forget',
        version: kinds.forget.version,
        fields: { entries: [log.entries[1]!.id], why: 'mistake' }
      })
      const entries = log.run().entries.map((entry, i) => (i === 1 ? { ...entry, body: null } : entry))
      a.appendRun({ log: log.log, entries }, arrival)
      expect(await road.meet()).toEqual([])
      const there = b.entry(id as EntryId)
      expect(Buffer.from(there?.raw.body ?? [])).toEqual(Buffer.from(raw.body ?? []))
      expect(Buffer.from(there?.raw.header ?? [])).toEqual(Buffer.from(raw.header))
      expect(b.entry(log.entries[1]?.id as EntryId)?.raw.body).toBeNull()
      expectSame(a, b)
    })

    describe('of what a travel pack left behind', () => {
      let m: Store
      let other: Store
      beforeEach(async () => {
        m = await makeDevice({ handle: 'Marusia' })
        other = await makeDevice({ handle: 'Petro' })
        for (const store of [m, other]) admit(a, store)
        for (const store of [m, b]) exchange(a, store)
        for (let i = 0; i < 10; i++) a.put({ kind: 'offer', fields: offerOf(`flour ${i}`) })
        await packInto(a, m)
        a.put({ kind: 'offer', fields: offerOf('salt') })
        expect(m.list({ kind: 'offer' }).total).toBe(0)
        expect(m.missingBodies().size).toBe(1)
      })

      it('brings all to whoever took the pack', async () => {
        expect(await (await join(a, m)).meet()).toEqual([])
        expect(m.missingBodies().size).toBe(0)
        expect(m.list({ kind: 'offer' }).total).toBe(11)
        expectSame(a, m)
      })

      it('gives nobody an entry without its body, and everybody comes to hold all of it', async () => {
        const own = m.put({ kind: 'offer', fields: offerOf('honey') }).id as EntryId
        expect(await (await join(m, b)).meet()).toEqual([])
        expect(b.missingBodies().size).toBe(0)
        expect(b.entry(own)).not.toBeNull()
        const before = imprint(m)
        expect(await (await join(b, m)).meet(), 'and again, though neither has what the other lacks').toEqual(
          []
        )
        expect(imprint(m)).toEqual(before)
        expect(await road.meet()).toEqual([])
        expect(b.list({ kind: 'offer' }).total).toBe(12)
        expect(await (await join(b, m)).meet()).toEqual([])
        expectSame(a, b, m)
      })

      it('two who took it come to rest, and one of them is enough to make the other whole', async () => {
        await packInto(a, other)
        expect(await (await join(m, other)).meet()).toEqual([])
        expect(m.missingBodies().size + other.missingBodies().size).toBe(2)
        expect(await (await join(a, m)).meet()).toEqual([])
        expect(await (await join(m, other)).meet()).toEqual([])
        expectSame(a, m, other)
      })

      it('what was forgotten since is not waited for, also where that is not known yet', async () => {
        const [offer] = a.list({ kind: 'offer' }).rows
        a.put({ kind: 'forget', fields: { entries: [offer!.id], why: 'mistake' } })
        expect(await (await join(a, m)).meet()).toEqual([])
        expect(m.missingBodies().size).toBe(0)
        expect(m.whyAside(offer!.id as EntryId)).toBe('forgotten')
        expectSame(a, m)
      })
    })
  })
