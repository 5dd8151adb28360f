import { rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'

const ours = ['record.sqlite', 'record.sqlite-journal', 'record.salt', 'home.lock']

/** Removes a closed record; the folder too, unless somebody keeps other things in it. */
export const removeRecord = async (home: string): Promise<void> => {
  for (const name of ours) await rm(join(home, name), { force: true })
  await rmdir(home).catch(error => {
    if (!(error instanceof Error && 'code' in error && ['ENOTEMPTY', 'EEXIST'].includes(String(error.code))))
      throw error
  })
}
