/**
 * One piece of work on a record, with something happening at one of its points:
 *   crash-child.cjs kill WORK HOME STICK POINT    ends by SIGKILL there; 0 counts the points and prints them
 *   crash-child.cjs full WORK HOME STICK          the disk is full at each point in turn
 */
import './points.ts'
import { exportBundle } from '../../electron/carry/export-bundle.ts'
import { importBundle } from '../../electron/carry/import-bundle.ts'
import { makerOf } from '../../electron/carry/maker.ts'
import { openStore, type Store } from '../../electron/store/open-store.ts'
import { settleSecrets } from '../../electron/store/settle-secrets.ts'
import { FailureError, type Result } from '../../shared/errors.ts'
import { arm, disarm } from './points.ts'

const passphrase = 'salt carts go south in spring'

const accepted = <T>(result: Result<T>): T => {
  if (result.ok) return result.value
  throw new FailureError(result.error.code, result.error.detail)
}

const works: Record<string, (store: Store, stick: string) => Promise<unknown>> = {
  append: async store => {
    const fields = { good: 'Salt', quantity: 3, massKg: 3 }
    const { id } = store.put({ kind: 'offer', fields })
    return store.put({ kind: 'offer', thing: id, fields: { quantity: 2 } })
  },
  import: async (store, stick) =>
    accepted(await importBundle({ path: stick, store, keyring: store.keyring })),
  export: async (store, stick) =>
    accepted(await exportBundle({ store, path: `${stick}.out`, maker: makerOf(store, 0) })),
  renew: store => settleSecrets(store, { renew: 'all' })
}

const main = async ([how = '', name = '', home = '', stick = '', at = '0']: string[]): Promise<void> => {
  const work = works[name]
  if (!work) throw new Error(`no work ${name}`)
  const store = await openStore({ home, passphrase })
  if (how === 'kill') {
    arm(Number(at) === 0 ? 'count' : 'kill', Number(at))
    await work(store, stick)
    process.stdout.write(`${disarm()}\n`)
    store.close()
    return
  }
  let failures = 0
  for (let point = 1; ; point++) {
    arm('full', point)
    const failed = await work(store, stick).then(
      () => null,
      error => error
    )
    const passed = disarm()
    if (failed === null && passed < point) break
    if (!(failed instanceof FailureError) || failed.failure.code !== 'disk-full')
      throw new Error(`point ${point} of ${passed}: ${failed?.stack ?? 'it was taken for done'}`)
    failures += 1
    const { problems, entries } = store.verifyAll()
    if (problems.length > 0) throw new Error(`point ${point}: ${JSON.stringify(problems)}`)
    if (entries !== store.stats().entries) throw new Error(`point ${point}: entries are missing`)
  }
  process.stdout.write(`${failures}\n`)
  store.close()
}

main(process.argv.slice(2)).catch(error => {
  process.stderr.write(`${error?.stack ?? error}\n`)
  process.exitCode = 1
})
