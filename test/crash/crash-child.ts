/**
 * One work on a record, with something happening at one of its points. EDGE_STATE: by edge.c, else by points.ts.
 *   crash-child.cjs once WORK ROOT            does it; edge.c has its orders
 *   crash-child.cjs kill WORK ROOT POINT      ends by SIGKILL there; 0 counts the points and prints them
 *   crash-child.cjs full WORK ROOT STEP       the disk is full at each STEPth statement or file operation in turn
 *   crash-child.cjs fail TEMPLATE BASE CASE…  each on a copy BASE/NUMBER of the template:
 *     CASE = WORK:MODE:POINT:ERRNO:LASTING; says what came of it, a line of JSON each
 */
import './points.ts'
import { cpSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Store } from '../../electron/store/open-store.ts'
import { FailureError } from '../../shared/errors.ts'
import { type Orders, order, passedAt } from './edge-state.ts'
import { arm, disarm } from './points.ts'
import { openHome, type Places, placesIn, works } from './works.ts'

const eio = 5
const edge = process.env.EDGE_STATE ?? ''
const say = (what: unknown): void => {
  writeSync(1, `${what}\n`)
}
const workNamed = (name: string) => works[name] ?? failed(`no work ${name}`)
const failed = (why: string): never => {
  throw new Error(why)
}

const once = async (name: string, at: Places): Promise<void> => {
  const store = await openHome(at.home)
  const last = await workNamed(name)(store, at, say)
  last.close()
}

const kill = async (name: string, at: Places, point: number): Promise<void> => {
  const store = await openHome(at.home)
  arm(point === 0 ? 'count' : 'kill', point)
  const last = await workNamed(name)(store, at, point === 0 ? () => undefined : say)
  say(disarm())
  last.close()
}

/** What must hold of a record that is still open after something failed. */
const checkOpen = (store: Store, point: string): void => {
  const { problems, entries } = store.verifyAll()
  if (problems.length > 0) failed(`${point}: ${JSON.stringify(problems)}`)
  if (entries !== store.stats().entries) failed(`${point}: entries are missing`)
}

const full = async (name: string, at: Places, step: number): Promise<void> => {
  const store = await openHome(at.home)
  let failures = 0
  for (let point = 1; ; point += step) {
    arm('full', point)
    const error = await workNamed(name)(store, at, () => undefined).then(
      () => null,
      thrown => thrown
    )
    const passed = disarm()
    if (error === null && passed < point) break
    if (!(error instanceof FailureError) || error.failure.code !== 'disk-full')
      throw new Error(`point ${point} of ${passed}: ${error?.stack ?? 'it was taken for done'}`)
    failures += 1
    checkOpen(store, `point ${point}`)
  }
  say(failures)
  store.close()
}

/** Lets something fail in one run, and does the work after all with the same record still open. */
const failAt = async (name: string, at: Places, orders: Orders): Promise<object> => {
  const told: string[] = []
  const point = `${name} ${JSON.stringify(orders)}`
  let store: Store | null = null
  let error: unknown = null
  order(edge, orders)
  try {
    store = await openHome(at.home)
    store = await workNamed(name)(store, at, what => told.push(what))
  } catch (thrown) {
    error = thrown
  }
  // closing too while it fails, where the work was done
  if (error === null) store?.close()
  const { failed: failures } = passedAt(edge)
  order(edge, { mode: 'count' })
  if (error !== null && !(error instanceof FailureError))
    throw new Error(`${point}: ${error instanceof Error ? error.stack : error}`)
  const code = error === null ? null : error.failure.code
  if (error !== null)
    try {
      store ??= await openHome(at.home)
      checkOpen(store, point)
      store = await workNamed(name)(store, at, what => told.push(what))
    } catch (again) {
      // a disk that refuses everything, removals too, may leave what was begun there whole: after.ts looks
      const isThere = again instanceof FailureError && again.failure.code === 'home-taken'
      const refusesAll = orders.lasting && orders.errno === eio
      if (!isThere || !refusesAll) throw new Error(`${point}: ${code}, and after it`, { cause: again })
    } finally {
      store?.close()
    }
  return { told, failures, code }
}

const fail = async ([template = '', base = '', ...cases]: string[]): Promise<void> => {
  for (const [number, one] of cases.entries()) {
    const [name = '', mode, point, errno, lasting] = one.split(':')
    const root = join(base, String(number))
    order(edge, { mode: 'count' })
    cpSync(template, root, { recursive: true })
    const orders = { mode: mode as Orders['mode'], at: Number(point), errno: Number(errno) }
    say(JSON.stringify(await failAt(name, placesIn(root), { ...orders, lasting: lasting === '1' })))
  }
}

const main = async ([how = '', name = '', ...more]: string[]): Promise<void> => {
  const at = placesIn(more[0] ?? '')
  if (how === 'once') await once(name, at)
  else if (how === 'kill') await kill(name, at, Number(more[1]))
  else if (how === 'full') await full(name, at, Number(more[1]))
  else if (how === 'fail') await fail([name, ...more])
  else failed(`cannot ${how}`)
}

main(process.argv.slice(2)).catch(error => {
  process.stderr.write(`${error?.stack ?? error}\n${error?.cause?.stack ?? ''}\n`)
  process.exitCode = 1
})
