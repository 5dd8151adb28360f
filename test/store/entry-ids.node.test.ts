import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { keyOf } from '../../electron/store/entry-ids.ts'
import type { EntryId } from '../../shared/record/entry.ts'
import { bytesToId } from '../../shared/record/ids.ts'

test('the key of an id is its first 53 bits', () => {
  const ids = [
    new Uint8Array(32),
    new Uint8Array(32).fill(255),
    ...Array.from({ length: 500 }, () => randomBytes(32))
  ]
  for (const bytes of ids) {
    const first = Buffer.from(bytes).readBigUInt64BE(0) >> 11n
    expect(keyOf(bytesToId<EntryId>(bytes))).toBe(Number(first))
  }
})
