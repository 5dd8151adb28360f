import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { makeDevice, removeDevices, reopenDevice, temporaryHome } from '../record/federation.ts'

const root = resolve(import.meta.dirname, '../..')
const child = join(root, '.cache/test/append-forever.mjs')

// built by plain Node, wherever these tests run: the bundler does not start in Electron 25's Node
beforeAll(() => {
  mkdirSync(join(root, '.cache/test'), { recursive: true })
  const script = `
    import { build } from 'rolldown'
    await build({
      input: ${JSON.stringify(join(root, 'test/store/append-forever.ts'))},
      platform: 'node',
      external: ['libsql'],
      resolve: { alias: { '#shared': ${JSON.stringify(join(root, 'shared'))} } },
      output: { file: ${JSON.stringify(child)}, format: 'es', codeSplitting: false }
    })`
  execFileSync('node', ['--input-type=module', '-e', script], { cwd: root, env: { PATH: process.env.PATH } })
}, 60_000)
afterEach(removeDevices)

/** Lets the child write, kills it, and answers how many entries it had acknowledged. */
const writeUntilKilled = (home: string, perRun: number, delayMs: number): Promise<number> =>
  new Promise((done, failed) => {
    const writer = spawn(process.execPath, [child, home, String(perRun)])
    let told = ''
    let errors = ''
    writer.stdout.on('data', chunk => {
      // the clock of the killing starts at the first acknowledged write
      if (told === '') setTimeout(() => writer.kill('SIGKILL'), delayMs)
      told += chunk
    })
    writer.stderr.on('data', chunk => {
      errors += chunk
    })
    writer.on('exit', (_, signal) => {
      const lines = told.split('\n').slice(0, -1)
      if (signal === 'SIGKILL') done(Number(lines.at(-1)))
      else failed(new Error(`ended by itself: ${errors}`))
    })
  })

test('killed amid writing, again and again: the store opens, verifies and holds all it acknowledged', async () => {
  const home = temporaryHome()
  const device = await makeDevice({ handle: 'Stepan', home })
  device.close()
  for (const [perRun, delayMs] of [
    [3, 40],
    [200, 33],
    [3, 7],
    [200, 90]
  ] as const) {
    const acknowledged = await writeUntilKilled(home, perRun, delayMs)
    const store = await reopenDevice(home)
    const stats = store.stats()
    expect(stats.entries).toBeGreaterThanOrEqual(acknowledged)
    expect(store.verifyAll()).toMatchObject({ problems: [], entries: stats.entries })
    // what the read model says is what the entries say
    store.rebuild()
    expect(store.stats()).toEqual(stats)
    store.close()
  }
}, 120_000)
