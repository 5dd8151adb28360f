/** Starts the built app in the real Electron for end-to-end tests, and watches what it does. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, type ElectronApplication, expect, type Page } from '@playwright/test'
import { findElectron } from '../../scripts/find-electron.mjs'
import { electronFlags } from '../../scripts/open-electron.mjs'
import { type NetworkLog, readNetworkLog } from './network-log.ts'

const root = resolve(import.meta.dirname, '../..')

export interface LaunchOptions {
  /** data folder; without one a new folder under the system's temporary one, removed by `close` */
  home?: string
  /** further arguments of the app */
  args?: string[]
  /** a CommonJS file that the main process runs before the app */
  runFirst?: string
  env?: Record<string, string>
  /** BCP 47; default `en-US` */
  locale?: string
  /** a network namespace to run in: the command that enters it, as `['ip', 'netns', 'exec', NAME]` */
  within?: readonly string[]
  /** file systems mounted for it alone, which other apps do not see: `mountFor` (Linux, as root) */
  ownMounts?: boolean
}

export interface LaunchedApp {
  app: ElectronApplication
  page: Page
  home: string
  /** every address the page asked for so far */
  requests: string[]
  /** console errors, uncaught errors and crashed pages so far */
  problems: string[]
  /** what the app's processes wrote to stdout and stderr so far */
  output(): string
  /** the next "open" dialogs answer this path; null is "cancel" */
  answerOpenDialog(path: string | null): Promise<void>
  /** the next "save" dialogs answer this path; null is "cancel" */
  answerSaveDialog(path: string | null): Promise<void>
  /** fails when anything but the app's own scheme and the loopback relay was asked for, or an error was shown */
  expectQuiet(): void
  /** as `kill -9` of the app's main process */
  kill(): Promise<void>
  /** quits the app; what its network log holds is for the test to judge */
  quit(): Promise<NetworkLog>
  /** quits the app and ends with `expectQuiet` over its whole life */
  close(): Promise<void>
}

export async function launchApp(options: LaunchOptions = {}): Promise<LaunchedApp> {
  const found = findElectron()
  if (!found) throw new Error('No Electron here yet: run `npm start` or `npm test` once.')
  if (!existsSync(join(root, 'out/main/main.js'))) throw new Error('Not built yet: run `npm run build`.')

  const scratch = mkdtempSync(join(tmpdir(), 'chumak-'))
  const home = options.home ?? join(scratch, 'home')
  const networkLog = join(scratch, 'network.json')
  const { CHUMAK_HOME: _home, CHUMAK_PASSPHRASE: _passphrase, ...env } = process.env as Record<string, string>
  const app = await _electron.launch({
    executablePath: executableOf(scratch, options, found.path),
    args: [
      ...electronFlags(),
      `--lang=${options.locale ?? 'en-US'}`,
      `--log-net-log=${networkLog}`,
      ...(options.runFirst ? ['--require', options.runFirst] : []),
      root,
      `--home=${home}`,
      ...(options.args ?? [])
    ],
    env: { ...env, ...options.env },
    cwd: root
  })

  const requests: string[] = []
  const problems: string[] = []
  let output = ''
  for (const stream of [app.process().stdout, app.process().stderr]) {
    stream?.on('data', (data: Buffer) => {
      output += data
    })
  }
  const watched = new Set<Page>()
  const watch = (page: Page): void => {
    if (watched.has(page)) return
    watched.add(page)
    page.on('request', request => requests.push(request.url()))
    page.on('websocket', socket => requests.push(socket.url()))
    page.on('console', message => {
      if (message.type() === 'error') problems.push(`console: ${message.text()} (${message.location().url})`)
    })
    page.on('pageerror', error => problems.push(`uncaught: ${error.stack ?? error}`))
    page.on('crash', () => problems.push('the page crashed'))
  }
  app.context().on('page', watch)
  const page = await app.firstWindow().catch(error => {
    throw new Error(`No window appeared. The app said:\n${output}`, { cause: error })
  })
  for (const known of app.windows()) watch(known)

  const expectQuiet = (): void => {
    expect(
      requests.filter(url => !isOwn(url)),
      'requests of the page'
    ).toEqual([])
    expect(problems, 'errors in the window').toEqual([])
  }
  const remove = (): void => rmSync(scratch, { recursive: true, force: true })

  const quit = async (): Promise<NetworkLog> => {
    await app.close()
    const log = readNetworkLog(networkLog)
    remove()
    return log
  }

  return {
    app,
    page,
    home,
    requests,
    problems,
    output: () => output,
    answerOpenDialog: path =>
      app.evaluate(({ dialog }, path) => {
        dialog.showOpenDialog = async () => ({
          canceled: path === null,
          filePaths: path === null ? [] : [path]
        })
      }, path),
    answerSaveDialog: path =>
      app.evaluate(({ dialog }, path) => {
        dialog.showSaveDialog = async () => ({ canceled: path === null, filePath: path ?? '' })
      }, path),
    expectQuiet,
    async kill() {
      const ended = new Promise(resolve => app.process().once('exit', resolve))
      const { pid } = app.process()
      // The test tool starts the app as the leader of a group; inside a namespace the app is not the leader.
      if (options.within && pid) process.kill(-pid, 'SIGKILL')
      else app.process().kill('SIGKILL')
      await ended
      if (options.home) remove()
    },
    quit,
    async close() {
      const { urls, names } = await quit()
      expectQuiet()
      expect(
        urls.filter(url => !isOwn(url)),
        'requests of the whole process'
      ).toEqual([])
      expect(
        names.filter(name => !isLoopback(name)),
        'names looked up'
      ).toEqual([])
    }
  }
}

/** One file that the test tool can start as if it were Electron. */
function executableOf(folder: string, { within, ownMounts }: LaunchOptions, electron: string): string {
  if (ownMounts) return script(folder, ['unshare', '--mount', '--propagation', 'private', electron])
  if (!within) return electron
  const tunnel = join(import.meta.dirname, 'namespace-tunnel.mjs')
  return script(folder, [
    process.execPath,
    tunnel,
    'OUTER',
    join(folder, 'tunnel'),
    ...within,
    '--',
    electron
  ])
}

/** Mounts a file system in memory at `folder` for this app alone; returns where others reach it. It goes with the app. */
export function mountFor({ app }: LaunchedApp, folder: string, sizeBytes: number): string {
  const { pid } = app.process()
  const words = ['--mount', '--target', String(pid), 'mount', '-t', 'tmpfs', '-o', `size=${sizeBytes}`]
  execFileSync('nsenter', [...words, 'tmpfs', folder])
  return `/proc/${pid}/root${folder}`
}

function script(folder: string, words: string[]): string {
  const path = join(folder, 'electron-within')
  const quoted = words.map(word => `'${word.replaceAll("'", "'\\''")}'`).join(' ')
  writeFileSync(path, `#!/bin/sh\nexec ${quoted} "$@"\n`, { mode: 0o755 })
  return path
}

const isOwn = (url: string): boolean => {
  const { protocol, hostname } = new URL(url)
  return ['app:', 'data:', 'blob:'].includes(protocol) || (protocol === 'ws:' && isLoopback(hostname))
}

const isLoopback = (name: string): boolean => /^(\w+:\/\/)?127\.0\.0\.1(:\d+)?$/.test(name)
