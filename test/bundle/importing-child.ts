/** Imports a bundle in a process of its own, to be killed: HOME and FILE are its arguments. */
import { importBundle } from '../../electron/carry/import-bundle.ts'
import { openStore } from '../../electron/store/open-store.ts'

const main = async ([home = '', path = '']: string[]) => {
  const store = await openStore({ home, passphrase: 'salt carts go south in spring' })
  process.stdout.write('importing\n')
  const result = await importBundle({ path, store, keyring: store.keyring })
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  process.stdout.write('imported\n')
  store.close()
}

main(process.argv.slice(2)).catch(error => {
  process.stderr.write(`${error}\n`)
  process.exitCode = 1
})
