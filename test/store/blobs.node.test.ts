import { afterEach, expect, test } from 'vitest'
import { forgetRows } from '../../electron/people/forget.ts'
import { Database } from '../../electron/store/database.ts'
import { hashing } from '../../electron/store/node-crypto.ts'
import { recordPath } from '../../electron/store/open-store.ts'
import { openVault } from '../../electron/store/vault.ts'
import { blobsNamed } from '../../shared/record/blobs-named.ts'
import { idToBytes } from '../../shared/record/ids.ts'
import { makeEntry } from '../../shared/record/make-entry.ts'
import {
  admit,
  beginFederation,
  give,
  makeDevice,
  removeDevices,
  reopenDevice,
  temporaryHome,
  testPassphrase
} from '../record/federation.ts'
import { makeScribe } from '../record/make.ts'
import { photo, refOf, reportRoad } from '../record/photos.ts'

afterEach(removeDevices)

const pair = async () => {
  const stepan = await makeDevice({ handle: 'Stepan' })
  beginFederation(stepan)
  const olha = await makeDevice({ handle: 'Olha' })
  admit(stepan, olha)
  return { stepan, olha }
}

test('a report and its photos are written together, and are there when the record is opened again', async () => {
  const home = temporaryHome()
  const store = await makeDevice({ handle: 'Stepan', home })
  beginFederation(store)
  const pictures = [photo(1), photo(2, 1024 * 1024)]
  const row = reportRoad(store, ...pictures)
  expect(row.fields).toMatchObject({ photos: pictures.map(refOf) })
  store.close()
  const again = await reopenDevice(home)
  for (const picture of pictures)
    expect(Buffer.from(again.blobs.get(refOf(picture).blob)!).equals(picture)).toBe(true)
  expect(again.blobs.lacked(10)).toEqual([])
  expect(again.verifyAll()).toMatchObject({ blobs: 2, problems: [] })
})

test('what is lacked is told with the largest size that any entry says, whoever said it last', async () => {
  const { stepan, olha } = await pair()
  reportRoad(stepan, photo(1))
  give(stepan, olha)
  for (const bytes of [9000, 1]) {
    const stranger = makeScribe()
    const { commune } = stepan.standing()
    const photos = [{ ...refOf(photo(1)), bytes }]
    const [a, b] = [stepan.device, stranger.log]
    const fields = { a, b, state: 'slow', seen: '2026-05-03', photos }
    stranger.write({ kind: 'road-report', commune: commune!.id, fields })
    olha.appendRun(stranger.run(), { road: 'lan', from: null })
  }
  expect(olha.blobs.lacked(10)).toEqual([{ ...refOf(photo(1)), bytes: 9000 }])
})

test('what is written names only photos that are there, brings none that it does not name, and is refused whole', async () => {
  const store = await makeDevice({ handle: 'Stepan' })
  beginFederation(store)
  const before = store.stats().entries
  const put = (photos: object[], blobs: Uint8Array[]) => () => {
    const { a, b, state, seen } = {
      a: store.device,
      b: store.federation()!.id,
      state: 'slow',
      seen: '2026-05-03'
    }
    store.put({ kind: 'road-report', fields: { a, b, state, seen, photos }, blobs })
  }
  expect(put([refOf(photo(1))], [])).toThrow('request-bad')
  expect(put([refOf(photo(1))], [photo(2)])).toThrow('request-bad')
  expect(put([refOf(photo(1))], [photo(1), photo(2)])).toThrow('request-bad')
  expect(put([{ ...refOf(photo(1)), bytes: 5 }], [photo(1)])).toThrow('request-bad')
  expect(put([{ blob: refOf(photo(1)).blob, bytes: 2 ** 20 + 1 }], [])).toThrow('fields-bad')
  expect(
    put(
      [1, 2, 3, 4].map(i => refOf(photo(i))),
      [1, 2, 3, 4].map(i => photo(i))
    )
  ).toThrow('fields-bad')
  expect(store.stats().entries).toBe(before)
  expect(store.blobs.has(refOf(photo(1)).blob)).toBe(false)
  expect(reportRoad(store, photo(1)).fields).toMatchObject({ photos: [refOf(photo(1))] })
})

test('from elsewhere only what a held entry names is taken, of the size that it says', async () => {
  const { stepan, olha } = await pair()
  expect(olha.blobs.take([photo(1)])).toBe(0)
  reportRoad(stepan, photo(1), photo(2))
  reportRoad(stepan, photo(3))
  give(stepan, olha)
  // the newest to arrive first
  expect(olha.blobs.lacked(10)[0]).toEqual(refOf(photo(3)))
  expect(olha.blobs.lacked(2)).toHaveLength(2)
  expect(olha.blobs.take([photo(9), new Uint8Array(0), photo(1, 2 ** 20 + 1), photo(1), photo(1)])).toBe(1)
  expect(olha.blobs.taken).toBe(1)
  expect(olha.blobs.has(refOf(photo(9)).blob)).toBe(false)
  expect(olha.blobs.lacked(10)).toHaveLength(2)
})

test('an entry that names a hash with another size lets nothing in', async () => {
  const { stepan, olha } = await pair()
  const fields = {
    ...{ a: olha.device, b: stepan.device, state: 'slow', seen: '2026-05-03' },
    photos: [{ ...refOf(photo(1)), bytes: 4 }]
  }
  const { seq, id } = stepan.wholeHeadsOf(stepan.device)[0]!
  // no device writes this of its own accord
  const lie = makeEntry(
    { hashing, signing: stepan.keyring },
    { seq: seq + 1, prev: idToBytes(id)!, scope: 'federation', claimedAt: 0 },
    { kind: 'road-report', version: 1, commune: stepan.ownCommune()!, fields }
  )
  olha.appendRun({ log: lie.log, entries: [lie.raw] }, { road: 'bundle', from: null })
  expect(olha.get(lie.id)?.fields).toMatchObject({ state: 'slow' })
  expect(olha.blobs.take([photo(1)])).toBe(0)
})

test('what is sealed to some names no blobs, which all could see', async () => {
  const { stepan } = await pair()
  const act = stepan.act(reportRoad(stepan, photo(1)).id)!
  expect(blobsNamed(act)).toEqual([refOf(photo(1))])
  expect(blobsNamed({ ...act, scope: stepan.ownCommune()! })).toEqual([])
})

test('those who hear of a photo that comes are told the kind that names it', async () => {
  const { stepan, olha } = await pair()
  reportRoad(stepan, photo(1))
  give(stepan, olha)
  const heard: string[][] = []
  olha.onChanged(({ kinds }) => heard.push(kinds))
  olha.blobs.take([photo(1)])
  olha.blobs.take([photo(1)])
  expect(heard).toEqual([['road-report']])
})

test('a photo goes with the last report that names it', async () => {
  const { stepan, olha } = await pair()
  const one = reportRoad(stepan, photo(1), photo(2))
  const other = reportRoad(stepan, photo(1))
  give(stepan, olha)
  olha.blobs.take([photo(1), photo(2)])
  forgetRows(stepan, { rows: [one.id], why: 'mistake' })
  give(stepan, olha)
  for (const store of [stepan, olha]) {
    expect(store.blobs.has(refOf(photo(2)).blob)).toBe(false)
    expect(store.blobs.has(refOf(photo(1)).blob)).toBe(true)
    expect(store.blobs.take([photo(2)])).toBe(0)
    expect(store.blobs.lacked(10)).toEqual([])
  }
  forgetRows(stepan, { rows: [other.id], why: 'mistake' })
  give(stepan, olha)
  for (const store of [stepan, olha]) expect(store.verifyAll()).toMatchObject({ blobs: 0, problems: [] })
})

test('the bytes of a forgotten photo leave the file', async () => {
  const home = temporaryHome()
  const store = await makeDevice({ handle: 'Stepan', home })
  beginFederation(store)
  const secretBytes = Buffer.from('a white house under the poplars. '.repeat(3000))
  const kept = Buffer.from('a bridge with three piers. '.repeat(3000))
  const row = reportRoad(store, secretBytes)
  reportRoad(store, kept)
  forgetRows(store, { rows: [row.id], why: 'consent-withdrawn' })
  store.close()
  const keys = await openVault(home, testPassphrase)
  const file = new Database(recordPath(home), keys.record.toString('hex'))
  const pages = file.prepare<{ data: Uint8Array }>('SELECT data FROM sqlite_dbpage').all()
  file.close()
  const text = Buffer.concat(pages.map(({ data }) => Buffer.from(data))).toString('latin1')
  expect(text).toContain('three piers')
  expect(text).not.toContain('poplars')
})

test('making the read model anew keeps the photos', async () => {
  const { stepan } = await pair()
  reportRoad(stepan, photo(1))
  stepan.rebuild()
  expect(stepan.blobs.has(refOf(photo(1)).blob)).toBe(true)
})

test('a photo whose bytes are not what they were is found', async () => {
  const home = temporaryHome()
  const store = await makeDevice({ handle: 'Stepan', home })
  beginFederation(store)
  const row = reportRoad(store, photo(1))
  store.close()
  const keys = await openVault(home, testPassphrase)
  const file = new Database(recordPath(home), keys.record.toString('hex'))
  file.prepare('UPDATE blobs SET body = ?').run(photo(4))
  file.close()
  const again = await reopenDevice(home)
  const { seq } = again.entry(row.id)!.header
  expect(again.verifyAll().problems).toEqual([{ log: again.device, seq, reason: 'blob' }])
})

test('a record of the version before takes photos in', async () => {
  const home = temporaryHome()
  const store = await makeDevice({ handle: 'Stepan', home })
  beginFederation(store)
  store.close()
  const keys = await openVault(home, testPassphrase)
  const file = new Database(recordPath(home), keys.record.toString('hex'))
  file.exec('DROP TABLE blob_names; DROP TABLE blobs; PRAGMA user_version = 2')
  file.close()
  const again = await reopenDevice(home)
  reportRoad(again, photo(1))
  again.close()
  expect((await reopenDevice(home)).blobs.has(refOf(photo(1)).blob)).toBe(true)
})
