import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { readSmallFile } from '../store/open-file.ts'
import { UsageError } from './usage.ts'

const mostFileBytes = 4096

/** From CHUMAK_PASSPHRASE, the first line of the file CHUMAK_PASSPHRASE_FILE names, or asked for on the terminal without showing it. */
export const readPassphrase = async (): Promise<string> => {
  const path = process.env.CHUMAK_PASSPHRASE_FILE
  if (path === undefined || process.env.CHUMAK_PASSPHRASE !== undefined)
    return fromOutside('CHUMAK_PASSPHRASE', 'Passphrase: ')
  const [line = ''] = (await readSmallFile(path, mostFileBytes)).toString('utf8').split(/\r?\n/)
  if (line === '') throw new UsageError('the file that CHUMAK_PASSPHRASE_FILE names is empty')
  return line
}

/** From CHUMAK_NEW_PASSPHRASE, or asked for twice. */
export const readNewPassphrase = async (): Promise<string> => {
  const next = await fromOutside('CHUMAK_NEW_PASSPHRASE', 'New passphrase: ')
  if (process.env.CHUMAK_NEW_PASSPHRASE !== undefined) return next
  if (next === '') throw new UsageError('the new passphrase is empty')
  if ((await ask('New passphrase once more: ')) !== next) throw new UsageError('the two are not the same')
  return next
}

/** Of a backup: from CHUMAK_BACKUP_PASSPHRASE, or asked for. */
export const readBackupPassphrase = (): Promise<string> =>
  fromOutside('CHUMAK_BACKUP_PASSPHRASE', "The backup's passphrase: ")

const fromOutside = async (variable: string, prompt: string): Promise<string> => {
  const given = process.env[variable]
  if (given === undefined) return ask(prompt)
  if (given === '') throw new UsageError(`${variable} is empty`)
  return given
}

const ask = async (prompt: string): Promise<string> => {
  if (!process.stdin.isTTY) throw new UsageError('no passphrase: set CHUMAK_PASSPHRASE, or run in a terminal')
  process.stderr.write(prompt)
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true })
  try {
    return await new Promise<string>(resolve => lines.question('', resolve))
  } finally {
    lines.close()
    process.stderr.write('\n')
  }
}
