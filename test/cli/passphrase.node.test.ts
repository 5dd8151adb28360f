import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { readPassphrase } from '../../electron/cli/passphrase.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chumak-passphrase-'))
  vi.stubEnv('CHUMAK_PASSPHRASE', undefined)
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})
const fileOf = (text: string) => {
  const path = join(folder, 'passphrase')
  writeFileSync(path, text)
  vi.stubEnv('CHUMAK_PASSPHRASE_FILE', path)
}

test('a service reads its passphrase from a file: the first line, spaces and all', async () => {
  fileOf(' salt carts go south \r\nsecond\n')
  expect(await readPassphrase()).toBe(' salt carts go south ')
})

test('what is set goes before the file', async () => {
  fileOf('from the file')
  vi.stubEnv('CHUMAK_PASSPHRASE', 'as set')
  expect(await readPassphrase()).toBe('as set')
})

test.each([
  ['empty', '', /is empty/],
  ['far too long for one', 'x'.repeat(5000), /too-large/]
])('a file that is %s is refused', async (_what, text, reason) => {
  fileOf(text)
  await expect(readPassphrase()).rejects.toThrow(reason)
})
