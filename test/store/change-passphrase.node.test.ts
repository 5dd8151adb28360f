import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { changePassphrase } from '../../electron/store/change-passphrase.ts'
import { openStore } from '../../electron/store/open-store.ts'
import { openVault, saltPath } from '../../electron/store/vault.ts'
import { FailureError } from '../../shared/errors.ts'
import {
  beginFederation,
  makeDevice,
  offerOf,
  removeDevices,
  temporaryHome,
  testPassphrase
} from '../record/federation.ts'

const next = 'ninety otters mend the ferry'
const root = resolve(import.meta.dirname, '../..')
const child = join(root, '.cache/test/change-passphrase-child.mjs')

// built by plain Node, wherever these tests run: the bundler does not start in Electron 25's Node
beforeAll(() => {
  mkdirSync(join(root, '.cache/test'), { recursive: true })
  const script = `
    import { build } from 'rolldown'
    await build({
      input: ${JSON.stringify(join(root, 'test/store/change-passphrase-child.ts'))},
      platform: 'node',
      external: ['libsql'],
      resolve: { alias: { '#shared': ${JSON.stringify(join(root, 'shared'))} } },
      output: { file: ${JSON.stringify(child)}, format: 'es', codeSplitting: false }
    })`
  execFileSync('node', ['--input-type=module', '-e', script], { cwd: root, env: { PATH: process.env.PATH } })
}, 60_000)
afterEach(removeDevices)

const outcome = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
    return 'done'
  } catch (error) {
    if (error instanceof FailureError) return error.failure.code
    throw error
  }
}
const opens = (home: string, passphrase: string) =>
  outcome(openStore({ home, passphrase }).then(store => store.close()))

test('after a change the new passphrase opens the same record and the same desk, the old one nothing', async () => {
  const home = temporaryHome()
  const device = await makeDevice({ handle: 'Stepan', home })
  beginFederation(device)
  const offer = device.put({ kind: 'offer', fields: offerOf('Flour') })
  const desk = device.deskKey()
  // the record is open all the while, and goes on writing
  await changePassphrase({ home, now: testPassphrase, next, held: true })
  device.put({ kind: 'offer', fields: offerOf('Salt') })
  device.close()
  expect(await opens(home, testPassphrase)).toBe('passphrase-wrong')
  const again = await openStore({ home, passphrase: next })
  expect(again.get(offer.id)?.fields).toMatchObject({ good: 'Flour' })
  expect(again.list({ kind: 'offer' }).total).toBe(2)
  expect(again.deskKey()).toEqual(desk)
  again.close()
})

test('a wrong passphrase changes nothing; a folder that another has open is left alone', async () => {
  const home = temporaryHome()
  const device = await makeDevice({ handle: 'Stepan', home })
  const before = readFileSync(saltPath(home))
  const change = (now: string, held: boolean) => outcome(changePassphrase({ home, now, next, held }))
  expect(await change('not this one', true)).toBe('passphrase-wrong')
  expect(await change(testPassphrase, false)).toBe('home-in-use')
  expect(readFileSync(saltPath(home))).toEqual(before)
  device.close()
  expect(await change(testPassphrase, false)).toBe('done')
  expect(await opens(home, next)).toBe('done')
  expect(await outcome(changePassphrase({ home: temporaryHome(), now: next, next, held: false }))).toBe(
    'home-empty'
  )
})

test('every byte of the wrapped key counts, and a damaged one is told from a wrong passphrase', async () => {
  const home = temporaryHome()
  const device = await makeDevice({ handle: 'Stepan', home })
  device.close()
  const whole = JSON.parse(readFileSync(saltPath(home), 'utf8'))
  for (const at of [0, 23, 24, 87, 88, 119]) {
    const digits = [...whole.wrapped]
    digits[at] = digits[at] === '0' ? '1' : '0'
    writeFileSync(saltPath(home), JSON.stringify({ ...whole, wrapped: digits.join('') }))
    expect(await outcome(openVault(home, testPassphrase)), `digit ${at}`).toBe('home-damaged')
  }
  writeFileSync(saltPath(home), JSON.stringify({ ...whole, format: 1 }))
  expect(await outcome(openVault(home, testPassphrase))).toBe('home-damaged')
})

test('killed before any of its steps, the change leaves a record that one of the two passphrases opens', async () => {
  const home = temporaryHome()
  const device = await makeDevice({ handle: 'Stepan', home })
  beginFederation(device)
  const { state } = device.stats()
  device.close()
  const salt = join(temporaryHome(), 'salt')
  copyFileSync(saltPath(home), salt)

  const run = (killAt: number) =>
    spawnSync(process.execPath, [child, home, testPassphrase, next, String(killAt)], { encoding: 'utf8' })
  const steps = run(0).stdout.split(' ')
  // what is renamed lies on the disk whole, and the renaming does too
  // Node 18 reads the old file by the first two
  expect(steps.join(' ')).toMatch(
    /^(openSync closeSync )?openSync writeSync fsyncSync closeSync renameSync openSync fsyncSync closeSync$/
  )
  const renamed = steps.indexOf('renameSync')

  for (let killAt = 1; killAt <= steps.length; killAt++) {
    copyFileSync(salt, saltPath(home))
    expect(run(killAt).signal).toBe('SIGKILL')
    const holds = killAt <= renamed + 1 ? testPassphrase : next
    const other = holds === next ? testPassphrase : next
    expect(await opens(home, other), `step ${killAt}`).toBe('passphrase-wrong')
    const store = await openStore({ home, passphrase: holds })
    expect(store.stats().state).toBe(state)
    store.close()
  }
}, 120_000)
