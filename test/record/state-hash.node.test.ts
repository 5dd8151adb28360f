import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { hashing } from '../../electron/store/node-crypto.ts'
import { stateHash } from '../../shared/record/state-hash.ts'

test('the state of a record of 300,000 rows is the hash of ids and digests one after another', () => {
  const digests = Array.from({ length: 300_000 }, (_, i) => ({
    id: new Uint8Array(32).fill(i),
    digest: new Uint8Array(32).fill(i >> 8)
  }))
  const expected = createHash('sha256')
  for (const { id, digest } of digests) expected.update(id).update(digest)
  expect(stateHash(digests, hashing)).toBe(expected.digest('hex'))
})

test('a record without rows has the state of nothing', () => {
  expect(stateHash([], hashing)).toBe(createHash('sha256').digest('hex'))
})
