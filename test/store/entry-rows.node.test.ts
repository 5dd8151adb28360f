import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { insertEntries, readEntriesAfter } from '../../electron/store/entry-rows.ts'
import { closeWhole, openWhole } from '../../electron/store/open-database.ts'
import { createSchema } from '../../electron/store/schema.ts'
import { idToBytes } from '../../shared/record/ids.ts'
import { removeSticks, temporaryStick } from '../bundle/federations.ts'
import { WrittenLog } from '../bundle/logs.ts'

afterEach(() => removeSticks())

const megabyte = 1024 * 1024

test('entries come back as they were written: without a body, and few at a time where they are large', () => {
  const database = openWhole(join(temporaryStick(), 'record.sqlite'), 'ab'.repeat(32))
  createSchema(database)
  const log = new WrittenLog().writeNotes(40)
  for (let i = 0; i < 9; i++) log.writeHuge(megabyte)
  const entries = log
    .writeNotes(3)
    .entries.map((entry, i) => (i % 5 === 2 ? { ...entry, raw: { ...entry.raw, body: null } } : entry))
  database.transaction(() => {
    database
      .prepare('INSERT INTO logs (n, key, entries, bytes) VALUES (1, ?, 0, 0)')
      .run(log.signing.publicKey)
    insertEntries(database, 1, 1, entries)
  })

  const back: ReturnType<typeof readEntriesAfter> = []
  for (let most = 7; ; ) {
    const some = readEntriesAfter(database, back.length, most)
    if (some.length === 0) break
    expect(some.length).toBeLessThanOrEqual(most)
    const bytes = some.reduce((sum, { raw }) => sum + (raw.body?.length ?? 0), 0)
    expect(bytes).toBeLessThanOrEqual(4 * megabyte)
    back.push(...some)
  }
  expect(back.map(({ n, log: of }) => [n, of])).toEqual(entries.map((_, i) => [i + 1, 1]))
  for (const [i, { id, raw }] of back.entries()) {
    const { id: written, raw: as } = entries[i]!
    expect(Buffer.compare(id, idToBytes(written)!)).toBe(0)
    expect(Buffer.compare(raw.header, as.header)).toBe(0)
    expect(Buffer.compare(raw.signature, as.signature)).toBe(0)
    expect(raw.body === null).toBe(as.body === null)
    if (raw.body && as.body) expect(Buffer.compare(raw.body, as.body)).toBe(0)
  }
  closeWhole(database)
})
