/**
 * Imports a bundle in a process of its own: HOME, FILE, and the share of the work at which it is killed. Above 1
 * the thousandths are milliseconds after the file was read, when what came is made whole.
 */
import { importBundle } from '../../electron/carry/import-bundle.ts'
import { openStore } from '../../electron/store/open-store.ts'

const die = () => process.kill(process.pid, 'SIGKILL')

const main = async ([home = '', path = '', killAt = '']: string[]) => {
  const share = killAt === '' ? Number.POSITIVE_INFINITY : Number(killAt)
  const store = await openStore({ home, passphrase: 'salt carts go south in spring' })
  const onProgress = (done: number, total: number) => {
    if (done >= share * total) die()
    if (done >= total && share < Number.POSITIVE_INFINITY) setTimeout(die, (share - 1) * 1000)
  }
  const result = await importBundle({ path, store, keyring: store.keyring, onProgress })
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  store.close()
}

main(process.argv.slice(2)).catch(error => {
  process.stderr.write(`${error}\n`)
  process.exitCode = 1
})
