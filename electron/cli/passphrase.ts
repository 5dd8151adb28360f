import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { UsageError } from './usage.ts'

/** From CHUMAK_PASSPHRASE, or asked for on the terminal without showing it. */
export const readPassphrase = async (): Promise<string> => {
  const given = process.env.CHUMAK_PASSPHRASE
  if (given !== undefined) {
    if (given === '') throw new UsageError('CHUMAK_PASSPHRASE is empty')
    return given
  }
  if (!process.stdin.isTTY) throw new UsageError('no passphrase: set CHUMAK_PASSPHRASE, or run in a terminal')
  process.stderr.write('Passphrase: ')
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true })
  try {
    return await new Promise<string>(resolve => lines.question('', resolve))
  } finally {
    lines.close()
    process.stderr.write('\n')
  }
}
