import { spawnSync } from 'node:child_process'
import { say } from './project.mjs'
import { run } from './run.mjs'

/** What Electron links to. Names that changed between releases stand together, the older first. */
export const windowPackages = [
  ['libgtk-3-0', 'libgtk-3-0t64'],
  ['libnss3'],
  ['libasound2', 'libasound2t64'],
  ['libgbm1'],
  ['libxss1'],
  ['libxtst6'],
  ['libnotify4'],
  ['libsecret-1-0']
]

/**
 * What the tests need besides: a display, network namespaces, a replicator of folders, other readers of our
 * formats, a compiler for the edge of the disk.
 */
export const testPackages = [
  ...windowPackages,
  ['xvfb'],
  ['xauth'],
  ['iproute2'],
  ['chromium'],
  ['syncthing'],
  ['age'],
  ['python3'],
  ['gcc'],
  ['libc6-dev']
]

/**
 * Sees to it that Debian packages are there; on other systems it does nothing.
 * As root it installs what is missing and says what; otherwise it prints the one command and ends the script.
 */
export async function ensureDebianPackages(wanted) {
  if (process.platform !== 'linux' || !succeeds('dpkg-query', ['--version'])) return
  let missing = absent(wanted)
  if (missing.length === 0) return
  if (process.getuid?.() !== 0) {
    const names = missing.map(([name]) => name).join(' ')
    say('Some Debian packages are missing. This installs them:')
    say(`  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names}`)
    process.exit(1)
  }
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update', '-qq'], { env })
  const names = missing.map(candidates => candidates.find(isOffered) ?? candidates[0])
  say(`Installing Debian packages: ${names.join(' ')} …`)
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], { env })
  missing = absent(wanted)
  if (missing.length === 0) return
  say(`These could not be installed: ${missing.map(([name]) => name).join(' ')}`)
  process.exit(1)
}

function absent(wanted) {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: not a template of this language
  const format = '-f=${Package} ${db:Status-Status}\n'
  const list = spawnSync('dpkg-query', ['-W', format, ...wanted.flat()], { encoding: 'utf8' }).stdout
  const installed = new Set(
    list
      .split('\n')
      .filter(line => line.endsWith(' installed'))
      .map(line => line.split(' ')[0])
  )
  return wanted.filter(names => !names.some(name => installed.has(name)))
}

const succeeds = (command, args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0

const isOffered = name => succeeds('apt-cache', ['show', name])
