/** The real command line, bundled once for plain Node, on homes of one folder; hubs inside hosts. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { testPassphrase } from '../record/federation.ts'
import { bundleForNode } from './bundle.ts'
import type { Host } from './namespaces.ts'

const root = resolve(import.meta.dirname, '../..')
const env = {
  ...process.env,
  CHUMAK_PASSPHRASE: testPassphrase,
  // the bundled command line lies in a temporary folder, away from its one native package
  NODE_PATH: join(root, 'node_modules')
}

export interface Hub {
  said(): string
  /** the exit code, of itself or after `stop` */
  ended: Promise<number | null>
  stop(): Promise<number | null>
  /** as a pulled plug */
  kill(): Promise<unknown>
}
export interface CommandLine {
  folder: string
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
    startHub: (host, home, ...more) => {
      const [command, args] = host.within(process.execPath, words(home, ['hub', ...more]))
      const hub = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
      let said = ''
      hub.stdout.on('data', (piece: Buffer) => {
        said += piece
      })
      hubs.push(hub)
      const ended = new Promise<number | null>(done => hub.once('exit', code => done(code)))
      return {
        said: () => said,
        ended,
        stop: () => {
          hub.kill('SIGTERM')
          return ended
        },
        kill: () => {
          hub.kill('SIGKILL')
          return ended
        }
      }
    },
    killHubs: () => {
      for (const hub of hubs.splice(0)) hub.kill('SIGKILL')
    },
    remove: () => rmSync(folder, { recursive: true, force: true })
  }
}
