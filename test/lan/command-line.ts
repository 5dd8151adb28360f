/** The real command line, bundled once for plain Node, on homes of one folder; hubs inside hosts. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { bundleForNode } from './bundle.ts'
import type { Host } from './namespaces.ts'

const root = resolve(import.meta.dirname, '../..')
const env = {
  ...process.env,
  CHUMAK_PASSPHRASE: 'salt carts go south in spring',
  // the bundled command line lies in a temporary folder, away from its one native package
  NODE_PATH: join(root, 'node_modules')
}

export interface Hub {
  said(): string
  /** the exit code */
  stop(): Promise<number | null>
}
export interface CommandLine {
  folder: string
  chumak(home: string, ...args: string[]): Promise<unknown>
  startHub(host: Host, home: string, ...more: string[]): Hub
  killHubs(): void
  remove(): void
}

export const buildCommandLine = async (): Promise<CommandLine> => {
  const folder = mkdtempSync(join(tmpdir(), 'chumak-hubs-'))
  const script = join(folder, 'chumak.cjs')
  await bundleForNode('electron/cli/chumak.ts', folder, 'chumak.cjs')
  const hubs: ChildProcess[] = []
  const words = (home: string, args: string[]) => [script, ...args, '--home', join(folder, home), '--json']
  return {
    folder,
    chumak: async (home, ...args) => {
      const { stdout } = await promisify(execFile)(process.execPath, words(home, args), { env })
      return stdout.trim() === '' ? null : JSON.parse(stdout)
    },
    startHub: (host, home, ...more) => {
      const [command, args] = host.within(process.execPath, words(home, ['hub', ...more]))
      const hub = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
      let said = ''
      hub.stdout.on('data', (piece: Buffer) => {
        said += piece
      })
      hubs.push(hub)
      const stopped = new Promise<number | null>(done => hub.once('exit', code => done(code)))
      return {
        said: () => said,
        stop: () => {
          hub.kill('SIGTERM')
          return stopped
        }
      }
    },
    killHubs: () => {
      for (const hub of hubs.splice(0)) hub.kill('SIGKILL')
    },
    remove: () => rmSync(folder, { recursive: true, force: true })
  }
}

export const offer = (good: string) =>
  JSON.stringify({
    good,
    category: 'grain',
    quantity: 300,
    unit: 'kg',
    massKg: 300,
    volumeM3: 0.4,
    keep: 'dry'
  })

/** Homes `a` and `b` of two communes in one federation. */
export const twoCommunes = async ({ chumak, folder }: CommandLine): Promise<void> => {
  const begin = ['--federation', 'Steppe', '--commune', 'Huliaipole', '--place', '47.66,36.26']
  await chumak('a', 'init', ...begin, '--handle', 'Nestor')
  const [card, welcome] = [join(folder, 'olha.card'), join(folder, 'olha.welcome')]
  const commune = ['--commune', 'Orikhiv', '--place', '47.57,35.78']
  await chumak('b', 'card', '--handle', 'Olha', ...commune, '--out', card)
  await chumak('a', 'welcome', card, '--out', welcome)
  await chumak('b', 'join', welcome)
}
