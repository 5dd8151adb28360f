/**
 * Imports a bundle in a process of its own: HOME, FILE, and when it is killed: `examining` and a share of the file,
 * `taking` and a share of its entries, or `making` and milliseconds after all of them were taken, while what came is
 * made whole.
 */
import type { Manifest } from '#shared/bundle/manifest.ts'
import { importBundle } from '../../electron/carry/import-bundle.ts'
import { openStore } from '../../electron/store/open-store.ts'

const die = () => process.kill(process.pid, 'SIGKILL')

const main = async ([home = '', path = '', phase = '', at = '']: string[]) => {
  const store = await openStore({ home, passphrase: 'salt carts go south in spring' })
  let promised = Number.POSITIVE_INFINITY
  const onProgress = (done: number, total: number) => {
    // counts without writing anything, as the hash of the state would
    const share = store.lastArrival() / promised
    if (phase === 'examining' && done >= (Number(at) * total) / 2) die()
    if (phase === 'taking' && share >= Number(at)) die()
    if (phase === 'making' && share >= 1) setTimeout(die, Number(at))
  }
  const onManifest = ({ entries }: Manifest) => {
    promised = entries
  }
  const result = await importBundle({ path, store, keyring: store.keyring, onManifest, onProgress })
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  store.close()
}

main(process.argv.slice(2)).catch(error => {
  process.stderr.write(`${error}\n`)
  process.exitCode = 1
})
