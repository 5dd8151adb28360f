import { execFileSync } from 'node:child_process'
import { renameSync } from 'node:fs'
import { join, resolve } from 'node:path'

const reader = resolve(import.meta.dirname, '../../electron/carry/reading/reader.ts')

/** Builds the thread that reads bundles; for a program in `folder/ANY/` it lies where that looks for it. */
export const buildReader = (folder: string): string => {
  const carry = join(folder, 'carry')
  execFileSync('node', [join(import.meta.dirname, 'build-child.mjs'), reader, carry])
  const program = join(carry, 'reader.js')
  renameSync(join(carry, 'reader.cjs'), program)
  return program
}
