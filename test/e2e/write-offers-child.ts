/** Writes many offers in a process of its own: HOME, PASSPHRASE and COUNT are its arguments. */
import { openStore } from '../../electron/store/open-store.ts'

const main = async ([home = '', passphrase = '', count = '']: string[]) => {
  const store = await openStore({ home, passphrase })
  for (let i = 1; i <= Number(count); i++)
    store.put({ kind: 'offer', fields: { good: `Salt ${i}`, quantity: i, massKg: i } })
  store.close()
}

main(process.argv.slice(2)).catch(error => {
  process.stderr.write(`${error}\n`)
  process.exitCode = 1
})
