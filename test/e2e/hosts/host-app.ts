import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { Host } from '../../lan/namespaces.ts'
import type { Answer, Order } from './orders.ts'

const root = resolve(import.meta.dirname, '../../..')

/** The real app in a host of its own, or on this machine where `host` is null. */
export interface HostApp {
  ask(order: Order): Promise<Extract<Answer, { ok: true }>>
  /** for a test that ends early; after `quit` it does nothing */
  kill(): void
}

export const startHostApp = async (name: string, host: Host | null): Promise<HostApp> => {
  const folder = mkdtempSync(join(tmpdir(), 'chumak-host-'))
  const path = join(folder, 'orders')
  const server = createServer()
  const connected = new Promise<Socket>(resolve => server.once('connection', resolve))
  await new Promise<void>(resolve => server.listen(path, resolve))

  const words = [
    join(root, 'node_modules/@playwright/test/cli.js'),
    'test',
    `--config=${join(root, 'test/e2e/hosts/playwright.config.ts')}`
  ]
  const [command, args] = host ? host.within(process.execPath, words) : [process.execPath, words]
  const child: ChildProcess = spawn(command, args, {
    cwd: root,
    detached: true,
    env: {
      ...process.env,
      CHUMAK_ORDERS: path,
      CHUMAK_HOST: name,
      PLAYWRIGHT_JSON_OUTPUT_NAME: join(folder, 'report.json')
    },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (data: Buffer) => {
      said += data
    })
  const ended = new Promise<never>((_, reject) =>
    child.once('exit', code => reject(new Error(`the app in ${name} ended (${code}):\n${said}`)))
  )
  ended.catch(() => undefined) // heard by whoever is asking then

  const socket = await Promise.race([connected, ended])
  const answers = createInterface({ input: socket })[Symbol.asyncIterator]()
  return {
    async ask(order) {
      socket.write(`${JSON.stringify(order)}\n`)
      const line = await Promise.race([answers.next(), ended])
      if (line.done) throw new Error(`no answer from ${name}:\n${said}`)
      const answer = JSON.parse(line.value) as Answer
      if (!answer.ok) throw new Error(`${name}, ${order.do}: ${answer.reason}`)
      return answer
    },
    kill() {
      server.close()
      socket.destroy()
      // the whole group: runner, its worker and the app
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    }
  }
}
