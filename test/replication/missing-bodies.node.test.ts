/** Links of which one end holds entries without their bodies, as somebody does who took a travel pack. */
import { afterEach, expect, test } from 'vitest'
import type { EntryId, LogId } from '#shared/record/entry.ts'
import type { Store } from '../../electron/store/open-store.ts'
import { packInto } from '../bundle/packs.ts'
import { admit, beginFederation, exchange, makeDevice, offerOf, removeDevices } from '../record/federation.ts'
import { connectStores } from './wire.ts'

afterEach(removeDevices)

const put = (store: Store, good: string) => store.put({ kind: 'offer', fields: offerOf(good) }).id as EntryId
const offers = (store: Store) => store.list({ kind: 'offer' }).total

/** Stepan's device, and two of others that he let in. */
const three = async () => {
  const stepan = await makeDevice({ handle: 'Stepan' })
  beginFederation(stepan)
  const others = [await makeDevice({ handle: 'Marusia' }), await makeDevice({ handle: 'Petro' })] as const
  for (const other of others) admit(stepan, other)
  exchange(stepan, others[0])
  return [stepan, ...others] as const
}

/** Notes down which logs' runs a store is given. */
const watch = (store: Store): LogId[] => {
  const logs: LogId[] = []
  const intake = store.intake.bind(store)
  store.intake = (arrival, expected) => {
    const into = intake(arrival, expected)
    return {
      ...into,
      takeRun: run => {
        logs.push(run.log)
        return into.takeRun(run)
      }
    }
  }
  return logs
}

/** Until both are silent; far more deliveries than any honest exchange here takes would be a loop. */
const settle = (wire: ReturnType<typeof connectStores>) => {
  let deliveries = 0
  const whole = Number.POSITIVE_INFINITY
  while (wire.deliver('a', whole) || wire.deliver('b', whole) || wire.turn())
    if (++deliveries > 500) throw new Error('the link does not come to rest')
  expect([...wire.a.ended, ...wire.b.ended]).toEqual([])
  return [wire.a.session.counts(), wire.b.session.counts()]
}
const level = { theyLack: 0, weLack: 0 }

test('whoever took a pack is not told to hold all, is given what stayed behind, and gives that on', async () => {
  const [stepan, marusia, petro] = await three()
  for (let i = 0; i < 10; i++) put(stepan, `flour ${i}`)
  await packInto(stepan, petro)
  // the last, so that Marusia lacks no entry, and what she is given are bodies alone
  await packInto(stepan, marusia)
  const between = connectStores(marusia, petro)
  expect(settle(between)).toEqual([level, level])

  const lacked: (number | null)[] = []
  const wire = connectStores(stepan, marusia, {
    onAppended: store => {
      if (store === marusia) between.a.session.recordChanged()
    }
  })
  while (wire.deliver('a', Number.POSITIVE_INFINITY) || wire.deliver('b', Number.POSITIVE_INFINITY))
    lacked.push(wire.a.session.counts().theyLack)
  // the offers, and the two caravans that came after the first of them
  expect(lacked.find(count => count !== null)).toBe(12)
  expect(settle(wire)).toEqual([level, level])
  expect(offers(marusia)).toBe(10)
  settle(between)
  expect([offers(petro), petro.missingBodies().size]).toEqual([10, 0])
  expect(petro.stats()).toEqual(stepan.stats())
})

test('what is forgotten at one end and not at the other is given once a link, and a link comes to rest', async () => {
  const [stepan, marusia, petro] = await three()
  const forgotten = put(stepan, 'flour')
  for (let i = 0; i < 300; i++) put(stepan, `salt ${i}`)
  exchange(stepan, marusia)
  put(stepan, 'honey')
  stepan.put({ kind: 'forget', fields: { entries: [forgotten], why: 'mistake' } })
  // the forgetting comes after a gap, so it cannot be passed on from here
  await packInto(stepan, marusia)
  expect([marusia.whyAside(forgotten), marusia.missingBodies().size]).toEqual(['forgotten', 1])

  const taken = watch(petro)
  for (let link = 0; link < 2; link++) {
    taken.length = 0
    const wire = connectStores(marusia, petro)
    expect(settle(wire)).toEqual([level, level])
    expect([petro.whyAside(forgotten), petro.missingBodies().size]).toEqual(['body-missing', 1])
    expect(taken.filter(log => log === stepan.device)).toHaveLength(2)
    for (let word = 0; word < 3; word++) {
      put(marusia, 'tea')
      wire.a.session.recordChanged()
      expect(settle(wire)).toEqual([level, level])
    }
    expect(taken.filter(log => log === stepan.device)).toHaveLength(2)
    wire.cut()
  }
  exchange(stepan, petro)
  expect([petro.whyAside(forgotten), petro.missingBodies().size]).toEqual(['forgotten', 0])
})

test('two who lack the same have nothing to give each other', async () => {
  const [stepan, marusia, petro] = await three()
  put(stepan, 'flour')
  await packInto(stepan, marusia)
  await packInto(stepan, petro)
  const taken = watch(petro)
  const wire = connectStores(marusia, petro)
  expect(settle(wire)).toEqual([level, level])
  wire.a.session.recordChanged()
  settle(wire)
  expect(taken).toEqual([])
})
