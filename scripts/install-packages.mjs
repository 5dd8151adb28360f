import { existsSync, lstatSync } from 'node:fs'
import { inRoot, readJson, say } from './project.mjs'
import { mustRun } from './run.mjs'

const minimumNode = [20, 19]

/** Installs the packages of package-lock.json unless exactly these are in node_modules already. */
export async function ensurePackages() {
  requireNode()
  const missing = firstMismatch()
  if (missing === undefined) return
  if (lstatSync(inRoot('node_modules'), { throwIfNoEntry: false })?.isSymbolicLink()) {
    say(`node_modules is a link and differs from package-lock.json (${missing}); leaving it alone.`)
    return
  }
  say(`Installing packages (${missing}) …`)
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  // As `npm ci`, which however refuses to start where a registry lacks the packages of other systems. The
  // lock is obeyed and left as it is; that it was obeyed is looked at afterwards.
  await mustRun(npm, ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'])
  const still = firstMismatch()
  if (still === undefined) return
  say(`npm installed something else than package-lock.json says (${still}).`)
  process.exit(1)
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > minimumNode[0] || (major === minimumNode[0] && minor >= minimumNode[1])) return
  say(`Chumak is built with Node ${minimumNode.join('.')} or newer; this is ${process.versions.node}.`)
  process.exit(1)
}

/**
 * npm notes what it installed in node_modules/.package-lock.json. Comparing that note with the lock
 * takes milliseconds and needs no stamp of our own that could lie.
 */
function firstMismatch() {
  const note = inRoot('node_modules/.package-lock.json')
  if (!existsSync(note)) return 'none installed yet'
  const installed = readJson(note).packages
  for (const [path, wanted] of Object.entries(readJson(inRoot('package-lock.json')).packages)) {
    if (path === '' || wanted.link) continue
    const found = installed[path]
    // Packages for other systems are optional and stay away.
    if (found === undefined && (wanted.optional || wanted.devOptional || wanted.peer)) continue
    if (found?.version !== wanted.version) return `${path.replace(/^node_modules\//, '')} ${wanted.version}`
  }
  return undefined
}
