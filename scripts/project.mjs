import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

/** Absolute path of the checkout. */
export const root = resolve(import.meta.dirname, '..')

/** What set-up makes and may be deleted at any time; never committed. */
export const cacheDir = resolve(root, '.cache')

export const inRoot = (...parts) => resolve(root, ...parts)

export const readJson = path => JSON.parse(readFileSync(path, 'utf8'))

/** Words of the set-up go to stderr: stdout belongs to the command (`npm run chumak -- … --json`). */
export const say = text => process.stderr.write(`${text}\n`)
