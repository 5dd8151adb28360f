import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { writeBlobSegments, writeSegments } from '../../electron/carry/drop/write-segments.ts'
import type { BlobId } from '../../shared/record/blob.ts'
import {
  acceptedOf,
  errorOf,
  importInto,
  makeReader,
  makerOf,
  now,
  removeSticks,
  temporaryStick
} from '../bundle/federations.ts'
import { beginFederation, makeDevice, removeDevices } from '../record/federation.ts'
import { photo, refOf, reportRoad } from '../record/photos.ts'

afterEach(() => {
  removeDevices()
  removeSticks()
})

test('photos that do not fit beside their reports follow in segments that wait for the reports', async () => {
  const store = await makeDevice({ handle: 'Stepan' })
  beginFederation(store)
  const photos = [1, 2, 3, 4, 5].map(seed => photo(seed))
  reportRoad(store, ...photos.slice(0, 3))
  reportRoad(store, ...photos.slice(3))
  const folder = temporaryStick()
  const written: string[] = []
  const left: BlobId[] = []
  const writing = {
    ...{ store, folder, maker: makerOf(store, now), signal: { aborted: false }, blobLimitBytes: 4000 },
    onWritten: (name: string) => void written.push(join(folder, `${name}.caravan`)),
    onLeft: (blobs: BlobId[]) => void left.push(...blobs)
  }
  await writeSegments({ ...writing, theirs: [] })
  expect(written).toHaveLength(1)
  expect(left).toHaveLength(4)
  await writeBlobSegments(writing, left)
  expect(written).toHaveLength(5)
  expect(readdirSync(folder)).toHaveLength(5)

  const olha = await makeReader(store)
  const [whole, ...rest] = written
  expect(errorOf(await importInto(olha, rest[0]!)).code).toBe('bundle-gap')
  for (const path of [whole!, ...rest]) expect(acceptedOf(await importInto(olha, path)).blobs).toBe(1)
  expect(photos.map(one => olha.blobs.has(refOf(one).blob))).not.toContain(false)
})
