import { afterEach, expect, test } from 'vitest'
import { forgetRows } from '../../electron/people/forget.ts'
import { admit, beginFederation, makeDevice, removeDevices } from '../record/federation.ts'
import { photo, refOf, reportRoad } from '../record/photos.ts'
import { connectStores } from './wire.ts'

afterEach(removeDevices)

test('a report that is written while two laptops are linked comes with its photos, and goes with them', async () => {
  const [stepan, olha] = [await makeDevice({ handle: 'Stepan' }), await makeDevice({ handle: 'Olha' })]
  beginFederation(stepan)
  admit(stepan, olha)
  const wire = connectStores(stepan, olha)
  for (const [store, end] of [
    [stepan, wire.a],
    [olha, wire.b]
  ] as const)
    store.onChanged(() => end.session.recordChanged())
  wire.settle()
  const row = reportRoad(stepan, photo(1), photo(2, 1024 * 1024))
  reportRoad(olha, photo(3))
  wire.settle()
  for (const store of [stepan, olha])
    for (const one of [photo(1), photo(2, 1024 * 1024), photo(3)])
      expect(store.blobs.has(refOf(one).blob)).toBe(true)

  forgetRows(stepan, { rows: [row.id], why: 'mistake' })
  wire.settle()
  for (const store of [stepan, olha]) {
    expect(store.blobs.held()).toEqual({ count: 1, bytes: 3000 })
    expect(store.verifyAll()).toMatchObject({ blobs: 1, problems: [] })
  }
  expect([...wire.a.ended, ...wire.b.ended]).toEqual([])
})
