import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

/**
 * Run as a process of its own: changes the passphrase of a home and ends itself, as by `kill -9`, just before
 * the file operation of the number it is given. Says the operations it came to.
 */
const [home, now, next, killAt] = process.argv.slice(2) as [string, string, string, string]
let operation = 0
for (const name of ['openSync', 'writeSync', 'fsyncSync', 'closeSync', 'renameSync'] as const) {
  const real = fs[name] as (...args: unknown[]) => unknown
  Object.assign(fs, {
    [name]: (...args: unknown[]) => {
      const mine = name !== 'writeSync' || args[0] !== 1
      if (mine && ++operation === Number(killAt)) process.kill(process.pid, 'SIGKILL')
      if (mine) said.push(name)
      return real(...args)
    }
  })
}
const said: string[] = []
syncBuiltinESMExports()
const { rewrapVault } = await import('../../electron/store/vault.ts')
await rewrapVault(home, now, next)
process.stdout.write(said.join(' '))
