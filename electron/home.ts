import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { app } from 'electron'

/**
 * Settles which data folder this run uses: `--home=DIR`, else `CHUMAK_HOME`, else the system's place
 * for app data. The window's own files (desk, caches) lie in `window/` inside it, so that one folder is
 * all there is. Call before the app is ready.
 *
 * @returns absolute path of the data folder, which exists
 */
export function settleHome(): string {
  const named = app.commandLine.getSwitchValue('home') || process.env.CHUMAK_HOME
  const home = named ? resolve(named) : app.getPath('userData')
  mkdirSync(join(home, 'window'), { recursive: true, mode: 0o700 })
  // The single-instance lock is kept per userData, hence per home.
  app.setPath('userData', home)
  app.setPath('sessionData', join(home, 'window'))
  return home
}
