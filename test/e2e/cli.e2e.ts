import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from '@playwright/test'
import { cli, passphrase, stateOf } from './cli.ts'

const chumak = resolve(import.meta.dirname, '../../out/cli/chumak.js')
let folder: string
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chumak-cli-'))
})
test.afterEach(() => rmSync(folder, { recursive: true, force: true }))

const inFolder = (name: string): string => join(folder, name)
const run = (words: string[], env: Record<string, string> = {}): SpawnSyncReturns<string> =>
  spawnSync(process.execPath, [chumak, ...words], {
    env: { ...process.env, CHUMAK_PASSPHRASE: passphrase, ...env },
    encoding: 'utf8',
    // a command that waits for ever is a failure too
    timeout: 20_000
  })
/** The error of a command that must fail, with nothing on standard output. */
const failureOf = (words: string[], env?: Record<string, string>) => {
  const { status, stdout, stderr } = run([...words, '--json'], env)
  expect(stdout).toBe('')
  return {
    status,
    ...(JSON.parse(stderr) as { error: { code: string; detail: Record<string, unknown> } }).error
  }
}
const init = (home: string, federation = 'Вільні громади', commune = 'Оріхів'): Record<string, unknown> =>
  cli(
    'init',
    '--home',
    home,
    '--federation',
    federation,
    '--commune',
    commune,
    '--place',
    '47.57,35.79',
    '--handle',
    'Горіх'
  )
const offer = (fields: object): string =>
  JSON.stringify({ good: 'Борошно', quantity: 3, massKg: 30, category: 'grain', ...fields })
/** A second device of the same commune. */
const admitInto = (home: string, name: string): string => {
  const other = inFolder(name)
  cli('card', '--home', other, '--handle', name, '--out', inFolder(`${name}.card`))
  cli('welcome', inFolder(`${name}.card`), '--home', home, '--out', inFolder(`${name}.welcome`))
  cli('join', inFolder(`${name}.welcome`), '--home', other)
  return other
}
const exchange = (from: string, to: string): void => {
  const stick = inFolder('stick.caravan')
  cli('bundle', 'export', '--home', from, '--out', stick)
  cli('bundle', 'import', stick, '--home', to)
}

test('help is no error; wrong usage is told with exit code 2', () => {
  const help = run(['--help'])
  expect(help).toMatchObject({ status: 0, stderr: '' })
  expect(help.stdout).toContain('bundle export')
  expect(run(['help']).stdout).toBe(help.stdout)
  expect(failureOf(['frobnicate'])).toMatchObject({ status: 2, code: 'usage' })
  expect(failureOf(['stats', '--home', folder, 'twice'])).toMatchObject({ status: 2, code: 'usage' })
  expect(failureOf(['stats'], { CHUMAK_HOME: '' })).toMatchObject({ status: 2, code: 'usage' })
  expect(failureOf(['plan', 'x', '--format', 'tsplib', '--seconds', '1', '--seed', '1.5'])).toMatchObject({
    status: 2
  })
})

test('a success says nothing on standard error, and one object on standard output', () => {
  const home = inFolder('a')
  const begun = run([
    'init',
    '--home',
    home,
    '--federation',
    'F',
    '--commune',
    'C',
    '--place',
    '47,35',
    '--handle',
    'A',
    '--json'
  ])
  expect(begun).toMatchObject({ status: 0, stderr: '' })
  expect(begun.stdout.trimEnd().split('\n')).toHaveLength(1)
  expect(JSON.parse(begun.stdout)).toMatchObject({ federation: { name: 'F' }, state: 'in' })
  expect(run(['verify', '--home', home])).toMatchObject({ status: 0, stderr: '' })
})

test('a reader that goes away early is no failure', async () => {
  const help = spawn(process.execPath, [chumak, '--help'], { stdio: ['ignore', 'pipe', 'pipe'] })
  let complained = ''
  help.stderr.on('data', data => {
    complained += data
  })
  help.stdout.destroy()
  const code = await new Promise(done => help.once('close', done))
  expect({ code, complained }).toEqual({ code: 0, complained: '' })
})

test('asking after a record that is not there makes no folder', () => {
  expect(failureOf(['stats', '--home', inFolder('nowhere')])).toMatchObject({ status: 1, code: 'home-empty' })
  expect(existsSync(inFolder('nowhere'))).toBe(false)
})

test('a federation with a name that no device would take is not begun, and a second try goes on', () => {
  const home = inFolder('a')
  const words = ['init', '--home', home, '--commune', 'C', '--place', '47,35', '--handle', 'Горіх']
  expect(failureOf([...words, '--federation', 'x'.repeat(1000)])).toMatchObject({
    status: 1,
    code: 'fields-bad',
    detail: { kind: 'federation', field: 'name' }
  })
  expect(init(home)).toMatchObject({ state: 'in', federation: { name: 'Вільні громади' } })
  expect(cli('stats', '--home', home)).toMatchObject({ entries: 2, setAside: 0 })
  expect(failureOf([...words, '--federation', 'F'])).toMatchObject({ status: 1, code: 'home-taken' })
  expect(failureOf(['stats', '--home', home], { CHUMAK_PASSPHRASE: 'another' })).toMatchObject({
    status: 1,
    code: 'passphrase-wrong'
  })
})

test('the passphrase is changed from the command line, and then only the new one opens', () => {
  const home = inFolder('a')
  init(home)
  const next = 'ninety otters mend the ferry'
  const words = ['passphrase', '--home', home]
  const env = { CHUMAK_NEW_PASSPHRASE: next }
  expect(failureOf(words, { ...env, CHUMAK_PASSPHRASE: 'another' })).toMatchObject({
    code: 'passphrase-wrong'
  })
  expect(stateOf(home)).toMatch(/^[0-9a-f]{64}$/)
  expect(run(words, env).status).toBe(0)
  expect(failureOf(['stats', '--home', home])).toMatchObject({ status: 1, code: 'passphrase-wrong' })
  expect(run(['stats', '--home', home], { CHUMAK_PASSPHRASE: next }).status).toBe(0)
  expect(run(words, { CHUMAK_NEW_PASSPHRASE: '' }).status).toBe(2)
})

test('explain says who wrote an entry and why it counts or not', () => {
  const [home, other] = [inFolder('a'), inFolder('b')]
  init(home)
  const { id } = cli('put', 'offer', offer({}), '--home', home) as { id: string }
  expect(cli('explain', id, '--home', home)).toMatchObject({
    reason: null,
    words: expect.stringMatching(/ of Оріхів wrote it as number 3: offer\..*It counts\.$/)
  })
  init(other, 'F', 'C')
  const foreign = cli('put', 'offer', offer({}), '--home', other) as { id: string }
  expect(failureOf(['explain', foreign.id, '--home', home])).toMatchObject({ code: 'thing-unknown' })
  expect(failureOf(['explain', 'nonsense', '--home', home])).toMatchObject({ code: 'thing-unknown' })
})

test('pipes, folders, devices and what is no such file are refused at once', () => {
  const home = inFolder('a')
  init(home)
  const pipe = inFolder('pipe')
  expect(spawnSync('mkfifo', [pipe]).status).toBe(0)
  const before = stateOf(home)
  for (const path of [pipe, folder, '/dev/zero']) {
    expect(failureOf(['bundle', 'import', path, '--home', home])).toMatchObject({
      status: 1,
      code: 'file-unreadable'
    })
    expect(failureOf(['welcome', path, '--home', home, '--out', inFolder('w')])).toMatchObject({
      status: 1,
      code: 'file-unreadable'
    })
    expect(failureOf(['join', path, '--home', home])).toMatchObject({ status: 1, code: 'file-unreadable' })
    expect(failureOf(['plan', path, '--format', 'tsplib', '--seconds', '1', '--seed', '1'])).toMatchObject({
      status: 1,
      code: 'file-unreadable'
    })
  }
  writeFileSync(inFolder('empty'), '')
  expect(failureOf(['bundle', 'import', inFolder('empty'), '--home', home])).toMatchObject({
    status: 1,
    code: 'bundle-not-one'
  })
  expect(stateOf(home)).toBe(before)
})

test('a put names the field that is off, and what another commune holds is its own', () => {
  const a = inFolder('a')
  init(a)
  expect(failureOf(['put', 'offer', offer({ quantity: -1 }), '--home', a])).toMatchObject({
    status: 1,
    code: 'fields-bad',
    detail: { field: 'quantity' }
  })
  expect(failureOf(['put', 'offer', offer({ colour: 'red' }), '--home', a])).toMatchObject({
    status: 1,
    code: 'fields-bad',
    detail: { field: 'colour' }
  })
  expect(failureOf(['put', 'offer', '{', '--home', a])).toMatchObject({
    status: 1,
    code: 'request-bad',
    detail: { field: 'JSON' }
  })
  expect(failureOf(['put', 'story', '{}', '--home', a])).toMatchObject({ status: 1, code: 'kind-unknown' })
  const { id } = cli('put', 'offer', offer({}), '--home', a)
  const b = inFolder('b')
  const card = inFolder('b.card')
  cli('card', '--home', b, '--handle', 'B', '--commune', 'Пологи', '--place', '47.5,36.2', '--out', card)
  expect(failureOf(['put', 'offer', offer({}), '--home', b])).toMatchObject({ code: 'not-allowed' })
  cli('welcome', card, '--home', a, '--out', inFolder('b.welcome'))
  expect(failureOf(['join', card, '--home', b])).toMatchObject({ code: 'welcome-bad' })
  expect(failureOf(['join', inFolder('b.welcome'), '--home', a])).toMatchObject({ code: 'welcome-not-yours' })
  cli('join', inFolder('b.welcome'), '--home', b)
  expect(failureOf(['put', 'offer', JSON.stringify({ thing: id, quantity: 1 }), '--home', b])).toMatchObject({
    status: 1,
    code: 'not-allowed'
  })
})

test('two devices that put the same field apart end equal, whichever gave its stick first', () => {
  const a = inFolder('a')
  init(a)
  const { id } = cli('put', 'offer', offer({}), '--home', a)
  const [b, c] = [admitInto(a, 'b'), admitInto(a, 'c')]
  exchange(a, b)
  cli('put', 'offer', JSON.stringify({ thing: id, quantity: 7 }), '--home', a)
  cli('put', 'offer', JSON.stringify({ thing: id, quantity: 8 }), '--home', b)
  exchange(b, c)
  exchange(a, c)
  exchange(a, b)
  exchange(b, a)
  const [row] = (cli('list', 'offer', '--home', a) as { rows: { contested: unknown }[] }).rows
  expect(row!.contested).toHaveProperty('quantity')
  expect(new Set([a, b, c].map(stateOf)).size).toBe(1)
})

test('a demo that cannot be written leaves what others keep in the folder', () => {
  const home = inFolder('mine')
  init(home)
  writeFileSync(join(home, 'letter.txt'), 'dear friends')
  const before = stateOf(home)
  expect(failureOf(['demo', '--home', home])).toMatchObject({ status: 1, code: 'home-taken' })
  expect(readFileSync(join(home, 'letter.txt'), 'utf8')).toBe('dear friends')
  expect(stateOf(home)).toBe(before)
})

test('a disk that fills up while a record is begun is told as such, and the next try goes on', () => {
  const disk = inFolder('disk')
  mkdirSync(disk)
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=200k', 'tmpfs', disk])
  test.skip(mounted.status !== 0, 'a small disk can only be made by root')
  try {
    const home = join(disk, 'home')
    const words = [
      'init',
      '--home',
      home,
      '--federation',
      'F',
      '--commune',
      'C',
      '--place',
      '47,35',
      '--handle',
      'Горіх'
    ]
    expect(failureOf(words)).toMatchObject({ status: 1, code: 'disk-full' })
    expect(spawnSync('mount', ['-o', 'remount,size=4m', disk]).status).toBe(0)
    expect(init(home)).toMatchObject({ state: 'in' })
    expect(cli('verify', '--home', home)).toMatchObject({ entries: 2, problems: [] })
  } finally {
    spawnSync('umount', [disk])
  }
})
