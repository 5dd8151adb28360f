import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cacheDir, inRoot, readJson, say } from './project.mjs'
import { makeRegistryRuntime, registryRuntime, registryRuntimeFits } from './registry-runtime.mjs'
import { run } from './run.mjs'

const binaryName =
  { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform] ?? 'electron'
const electronDir = inRoot('node_modules/electron')
const unreachableNote = join(cacheDir, 'electron-unreachable')

const developmentOnly =
  'Using the development Electron 25 from the package registry: for development and tests only, never for users (`npx install-electron` gets the official one).'

/**
 * Finds an Electron without touching the network.
 *
 * Order: ELECTRON_OVERRIDE_DIST_PATH, the official one in node_modules, the development runtime.
 * @returns `{ path, developmentOnly }`, or undefined when there is none yet
 */
export function findElectron() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (override) {
    const path = join(override, binaryName)
    if (!existsSync(path)) throw new Error(`ELECTRON_OVERRIDE_DIST_PATH is set, but there is no ${path}`)
    return { path, developmentOnly: false }
  }
  const official = officialElectron()
  if (official) return { path: official, developmentOnly: false }
  const runtime = registryRuntimeFits() ? registryRuntime() : undefined
  return runtime && wasUnreachable() ? { path: runtime, developmentOnly: true } : undefined
}

/** Finds an Electron or gets one; a second call needs no network. Ends the script when there is none. */
export async function ensureElectron() {
  const found = findElectron() ?? (await getElectron())
  if (found.developmentOnly) say(developmentOnly)
  return found.path
}

async function getElectron() {
  const reason = await getOfficial()
  if (reason === undefined) return { path: officialElectron(), developmentOnly: false }
  if (!registryRuntimeFits()) {
    say(`The official Electron could not be had: ${reason}.`)
    say('Unpack a release of it somewhere and name that folder in ELECTRON_OVERRIDE_DIST_PATH.')
    process.exit(1)
  }
  say(`The official Electron could not be had: ${reason}.`)
  const path = await makeRegistryRuntime()
  mkdirSync(cacheDir, { recursive: true })
  writeFileSync(unreachableNote, `${version()}\n${reason}\n`)
  return { path, developmentOnly: true }
}

const version = () => readJson(join(electronDir, 'package.json')).version

/** Remembered per Electron version, so that only the first start waits for a network that is not there. */
const wasUnreachable = () =>
  existsSync(unreachableNote) && readFileSync(unreachableNote, 'utf8').split('\n')[0] === version()

function officialElectron() {
  const versionFile = join(electronDir, 'dist/version')
  if (!existsSync(versionFile) || !existsSync(join(electronDir, 'path.txt'))) return undefined
  if (readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') !== version()) return undefined
  const path = join(electronDir, 'dist', binaryName)
  return existsSync(path) ? path : undefined
}

/** Runs Electron's own installer, which checks the download's hash. @returns why it failed, if it did */
async function getOfficial() {
  const closed = await whyOutOfReach()
  if (closed) return closed
  say(`Getting the official Electron ${version()} …`)
  const code = await run('node', [join(electronDir, 'install.js')], { limitMs: 600_000 })
  if (code === 0 && officialElectron()) {
    rmSync(unreachableNote, { force: true })
    return undefined
  }
  return code === 124 ? 'its download took more than ten minutes' : `its installer failed (exit ${code})`
}

/** A look at the release's address with a short limit, so that without a network nobody waits long. */
async function whyOutOfReach() {
  const { env } = process
  // Behind a proxy only the installer knows the way; it has its own limit.
  if (env.ELECTRON_GET_USE_PROXY || env.GLOBAL_AGENT_HTTPS_PROXY) return undefined
  const mirror =
    env.ELECTRON_MIRROR ??
    env.npm_config_electron_mirror ??
    'https://github.com/electron/electron/releases/download/'
  try {
    const answer = await fetch(`${mirror}v${version()}/SHASUMS256.txt`, {
      method: 'HEAD',
      signal: AbortSignal.timeout(6_000)
    })
    return answer.ok ? undefined : `its release page answers ${answer.status}`
  } catch (error) {
    return error.name === 'TimeoutError'
      ? 'its release page does not answer'
      : 'its release page cannot be reached'
  }
}
