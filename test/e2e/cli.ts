import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'

const chumak = resolve(import.meta.dirname, '../../out/cli/chumak.js')

export const passphrase = 'seven carts of grey salt'

/** Runs one command of the built command line and answers its JSON; throws with what it said on failure. */
export const cli = (...words: string[]): Record<string, unknown> =>
  JSON.parse(
    execFileSync(process.execPath, [chumak, ...words, '--json'], {
      env: { ...process.env, CHUMAK_PASSPHRASE: passphrase },
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024
    })
  )

/** The hash of the folded state of a home that nobody has open. */
export const stateOf = (home: string): string => String(cli('stats', '--home', home).state)
