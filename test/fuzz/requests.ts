/** Whatever the window or a terminal may ask: refused by a code that is known, never a crash. */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { commands } from '../../electron/cli/commands.ts'
import { UsageError } from '../../electron/cli/usage.ts'
import { parseWords } from '../../electron/cli/words.ts'
import { answer } from '../../electron/handlers/answer.ts'
import { createKeeper } from '../../electron/keeper/create-keeper.ts'
import { type Keeper, lockKeeper } from '../../electron/keeper/keeper-state.ts'
import { type keeperRequests, windowRequests } from '../../shared/contract.ts'
import { errorCodes, FailureError } from '../../shared/errors.ts'
import { kinds } from '../../shared/kinds/index.ts'
import { writeOneOfEach } from '../formats/one-of-each-kind.ts'
import { beginFederation, testPassphrase } from '../record/federation.ts'
import { bounded } from './allocation.ts'
import { pick, type Random } from './draw.ts'
import { templateOf, workshop } from './homes.ts'
import { mutateTree } from './mutate.ts'

const id = 'A'.repeat(43)
const place = { lat: 47, lon: 35, precision: 'coarse' }
const nowhere = '/nowhere/at/all'
/** Arguments of each request as they are meant. */
const meant: Record<keyof typeof keeperRequests, unknown> = {
  'vault.status': undefined,
  'vault.create': { passphrase: 'salt carts go south', handle: 'Olha' },
  'vault.restore': { path: nowhere, passphrase: 'x', newPassphrase: 'y', handle: 'Olha', job: 'job' },
  'vault.unlock': { passphrase: 'salt carts go south' },
  'vault.lock': undefined,
  'vault.change-passphrase': { now: 'a', next: 'b' },
  'demo.enter': { job: 'job', language: 'uk' },
  'demo.leave': { erase: true },
  'federation.standing': undefined,
  'federation.begin': { federation: 'Salt Road', covenant: '', commune: 'Orikhiv', place },
  'invitation.card': { path: nowhere, commune: { name: 'Orikhiv', place } },
  'invitation.card-code': { commune: { name: 'Orikhiv', place } },
  'invitation.read-card': { card: new Uint8Array(200) },
  'invitation.welcome': { card: nowhere, path: nowhere },
  'invitation.welcome-code': { card: new Uint8Array(200) },
  'invitation.join': { welcome: nowhere, job: 'job' },
  'paper.make': { handle: 'Paper' },
  'paper.use': { words: 'abandon art', path: nowhere, passphrase: 'x', handle: 'Olha', job: 'job' },
  'rows.list': {
    ...{ kind: 'offer', where: [{ field: 'good', is: 'x', oneOf: ['y', 2, null], before: 'z' }] },
    ...{ search: 'fl*', sort: { field: 'good', descending: true }, limit: 3, offset: 1 }
  },
  'rows.get': { id },
  'blobs.get': { blob: id },
  'blobs.held': undefined,
  'rows.put': { kind: 'offer', fields: { good: 'flour', quantity: 3, massKg: 3 } },
  'exchange.proposals': { today: '2027-05-01', limit: 4 },
  'people.list': { today: '2027-05-01' },
  'people.release': { device: id, commune: id, why: 'harm', note: 'x' },
  'commune.leave': { note: 'x' },
  'commune.vouch': { commune: id },
  'commune.threshold': { communes: 2 },
  'commune.revive': { commune: id, card: nowhere, path: nowhere },
  'device.renew': undefined,
  'record.forget': { rows: [id], why: 'mistake', note: 'x' },
  'record.forgettable': { today: '2027-05-01' },
  'record.stats': undefined,
  'record.arrived': { after: 0, until: 9 },
  'record.aside': { after: 0, until: 9 },
  'record.explain': { entry: id },
  'record.last-news': undefined,
  'docs.read': { doc: id, part: 'agenda' },
  'docs.append': { doc: id, part: 'agenda', update: new Uint8Array(2) },
  'carry.drives': undefined,
  'carry.known': undefined,
  'carry.export': {
    path: nowhere,
    job: 'job',
    lacking: { of: 'stick', id },
    pack: { caravan: id, today: '2027-05-01' }
  },
  'carry.backup': { path: nowhere, passphrase: 'x', job: 'job' },
  'carry.preview': { path: nowhere },
  'carry.import': { path: nowhere, job: 'job' },
  'job.cancel': { job: 'job' },
  'drop.status': undefined,
  'drop.set': { path: nowhere },
  'lan.status': undefined,
  'lan.switch': { on: false },
  'lan.connect': { address: '10.0.0.7:4711' },
  'live.relay': { doc: id, part: 'minutes' },
  'places.search': { query: 'Orikhiv', near: { lat: 47, lon: 35 }, language: 'en', limit: 3 },
  'desk.key': undefined
}
const names = Object.keys(meant) as (keyof typeof meant)[]

/** Arguments for a request: its own, or another's, mostly with something odd in them. */
const oddArgs = (name: keyof typeof meant, random: Random): unknown => {
  const args = random(8) === 1 ? meant[pick(random, names)] : meant[name]
  const how = random(4)
  if (how === 0) return args
  return how === 1 ? mutateTree(mutateTree(args, random), random) : mutateTree(args, random)
}

/** The answer's code, where it is one that the window has words for; a bug is thrown. */
const codeOf = async (name: string, args: unknown, keeper: Keeper, bugs: unknown[]) => {
  const told = await bounded(() => answer(name, args, keeper))
  if (told.ok) return null
  const { code, detail } = told.error
  if (!errorCodes.includes(code)) throw new Error(`no such code: ${code}`)
  if (code === 'internal') throw bugs[0] ?? new Error(`${name}: ${detail.reason}`)
  return code
}

/** Whatever part of it is called says that it is locked. */
const locked: unknown = new Proxy(() => undefined, {
  get: () => locked,
  apply: () => {
    throw new FailureError('locked')
  }
})
/** A keeper that is locked: whatever gets past the schemas ends here. */
const lockedKeeper = (bugs: unknown[]): Keeper =>
  new Proxy({} as Keeper, {
    get: (_, name) => {
      if (name === 'logBug') return (error: unknown) => bugs.push(error)
      return name === 'resources' ? nowhere : locked
    }
  })

/** Every request that there is, to a keeper that is locked, and some that there are not. */
export const requestCase = async (random: Random): Promise<boolean> => {
  const bugs: unknown[] = []
  const name = pick(random, names)
  const asked = random(20) === 1 ? pick(random, ['toString', '__proto__', 'rows', '', `${name} `]) : name
  const code = await codeOf(asked, oddArgs(name, random), lockedKeeper(bugs), bugs)
  return code === null || code === 'locked'
}

/** The window's own requests go to the main process, which parses them in the same way. */
export const windowCase = async (random: Random): Promise<boolean> => {
  const asked: Record<keyof typeof windowRequests, unknown> = {
    'window.choose-open': { title: 'x', extension: 'caravan' },
    'window.choose-folder': { title: 'x' },
    'window.choose-save': { title: 'x', fileName: 'a', extension: 'card' },
    'window.show-file': { path: nowhere },
    'window.print': undefined,
    'window.camera': { on: true },
    'window.theme': { theme: 'dark' }
  }
  const name = pick(random, Object.keys(asked) as (keyof typeof asked)[])
  const args = random(3) === 0 ? asked[name] : mutateTree(asked[name], random)
  return bounded(() => v.safeParse(windowRequests[name].args as v.GenericSchema, args).success)
}

const copyHome = templateOf('keeping', store => {
  const { commune } = beginFederation(store)
  writeOneOfEach(store, commune, commune)
})
let open: { keeper: Keeper; home: string; bugs: unknown[]; have: string } | null = null
const openKeeper = async () => {
  const home = await copyHome()
  const bugs: unknown[] = []
  const keeper = createKeeper({ home, resources: nowhere, emit: () => undefined, clock: () => 0 })
  keeper.logBug = error => bugs.push(error)
  await keeper.vault.unlock(testPassphrase)
  return { keeper, home, bugs, have: JSON.stringify(keeper.vault.open().store.have()) }
}
/** These begin or close records, with scrypt's full cost, or ask the network: others try them. */
const apart: readonly string[] = [
  ...['vault.create', 'vault.restore', 'vault.unlock', 'vault.lock', 'vault.change-passphrase', 'paper.use'],
  ...['demo.enter', 'demo.leave', 'lan.switch', 'lan.connect', 'carry.drives', 'carry.backup', 'device.renew']
]
const shown = names.filter(name => !apart.includes(name))
/** An entry once written stands, also where the file that was to go with it cannot be written. */
const writesFirst: readonly string[] = ['invitation.welcome', 'commune.revive', 'paper.make']

/** Ids of what there is, where an id is asked for. */
const pointed = (args: unknown, keeper: Keeper, random: Random): unknown => {
  const { store } = keeper.vault.open()
  const kind = pick(random, Object.keys(kinds))
  const ids = [...store.list({ kind, limit: 5 }).rows.map(row => row.id), store.device]
  return JSON.parse(
    JSON.stringify(args, (_, value) =>
      value === id ? pick(random, ids) : value instanceof Uint8Array ? { bytes: [...value] } : value
    ) ?? 'null',
    (_, value) => (value && Array.isArray(value.bytes) ? Uint8Array.from(value.bytes) : value)
  )
}

/** The requests of an open record, to a real keeper. */
export const keeperCase = async (random: Random): Promise<boolean> => {
  open ??= await openKeeper()
  const { keeper, home, bugs, have } = open
  const name = pick(random, shown)
  const { store } = keeper.vault.open()
  const given =
    meant[name] !== undefined && random(2) === 0 ? pointed(meant[name], keeper, random) : undefined
  const how = random(3)
  const args = given === undefined ? oddArgs(name, random) : how === 0 ? given : mutateTree(given, random)
  const code = await codeOf(name, args, keeper, bugs)
  if (bugs.length > 0) throw bugs[0]
  const changed = JSON.stringify(store.have()) !== have
  if (changed && code !== null && !writesFirst.includes(name))
    throw new Error(`${name} is refused and writes`)
  if (changed || name === 'drop.set' || name === 'live.relay') {
    const { problems } = store.verifyAll()
    if (problems.length > 0) throw new Error(`after ${name}: ${JSON.stringify(problems[0])}`)
    await lockKeeper(keeper)
    open = null
    rmSync(home, { recursive: true, force: true })
  }
  return code === null
}

const lines: readonly string[][] = [
  ['init', '--federation', 'F', '--commune', 'C', '--place', '47,35', '--handle', 'Olha'],
  ['card', '--handle', 'Olha', '--commune', 'C', '--place', '47,35', '--out', 'a.card'],
  ['welcome', 'a.card', '--out', 'a.welcome'],
  ['join', 'a.welcome'],
  ['backup', '--out', 'a.backup'],
  ['restore', 'a.backup', '--handle', 'Olha'],
  ['paper', 'make', '--handle', 'Paper'],
  ['paper', 'use', 'a.caravan', '--handle', 'Olha'],
  ['stats'],
  ['verify', '--json'],
  ['passphrase'],
  ['bundle', 'export', '--out', 'a', '--lacking', 'b', '--pack', id],
  ['bundle', 'preview', 'a'],
  ['bundle', 'verify', 'a'],
  ['bundle', 'import', 'a'],
  ['put', 'offer', '{"good":"flour","quantity":3,"massKg":3}'],
  ['put', 'offer', '-'],
  ['list', 'offer'],
  ['explain', id],
  ['people', '--today', '2027-05-01'],
  ['release', id, '--why', 'harm', '--commune', id, '--note', 'x'],
  ['leave', '--note', 'x'],
  ['vouch', id],
  ['revive', id, 'a.card', '--out', 'a.welcome'],
  ['mandate', id, '--duty', 'driver', '--type', 'binding', '--from', '2027-05-01', '--until', '2027-06-01'],
  ['recall', id],
  ['forget', id, id, '--why', 'mistake'],
  ['renew-device'],
  ['plan', 'a.txt', '--format', 'tsplib', '--seconds', '1', '--seed', '1', '--vehicles', '2'],
  ['demo', '--language', 'uk'],
  ['hub', '--port', '0', '--connect', '10.0.0.7:4711', '--drop', 'b']
]
const oddWords = [
  '',
  '-',
  '--',
  '--json',
  '--home=',
  '--place=1',
  '--port=x',
  '--seed',
  '-h',
  '{}',
  '[]',
  '{"thing":3}'
]

/** a folder that cannot be made, so that no record is begun */
const noHome = join(workshop, 'file', 'home')
writeFileSync(join(workshop, 'file'), '')

/** Whatever is typed after `chumak`, where there is no record: a word on its usage, or a failure with its code. */
export const commandCase = async (random: Random): Promise<boolean> => {
  const line = [...pick(random, lines)]
  for (let times = random(3); times > 0; times--) {
    const at = random(line.length + 1)
    const how = random(4)
    if (how === 0) line.splice(at, 1)
    else if (how === 1) line.splice(at, 0, pick(random, oddWords))
    else if (how === 2) line.splice(at, 0, pick(random, lines.flat()))
    else line[at] = pick(random, ['x'.repeat(5000), '\ud800', '__proto__', '1e999', '-1', 'NaN', '91,181'])
  }
  try {
    const words = parseWords(['--home', noHome, ...line])
    if (words.help) return true
    const command = Object.hasOwn(commands, words.command) ? commands[words.command] : undefined
    if (!command) return false
    await bounded(() => command(words))
    throw new Error(`answered without a record: ${line.join(' ').slice(0, 200)}`)
  } catch (error) {
    if (error instanceof UsageError) return false
    if (!(error instanceof FailureError)) throw error
    if (error.failure.code === 'internal') throw error
    return true
  }
}
