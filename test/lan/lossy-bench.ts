/** Hosts on one bad network: loss, delay, and every host hears every frame. Needs Debian's python3. */
import { execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Bench, Host } from './namespaces.ts'

const ip = (...args: string[]) => execFileSync('ip', args, { stdio: ['ignore', 'pipe', 'pipe'] }).toString()

export const whyNoSwitch = (): string | null => {
  try {
    execFileSync('python3', ['-c', 'open("/dev/net/tun", "r+b", buffering=0).close()'], { stdio: 'pipe' })
    return null
  } catch (error) {
    return error instanceof Error ? error.message.split('\n').slice(0, 2).join(' ') : String(error)
  }
}

export interface LossyBench extends Bench {
  /** every byte that was delivered to the host's interface */
  heardBy(index: number): Buffer
}

export const createLossyBench = async (
  hostCount: number,
  network: { lossPercent: number; delayMs: number; jitterMs: number; seed: number }
): Promise<LossyBench> => {
  const tag = randomBytes(3).toString('hex')
  const folder = mkdtempSync(join(tmpdir(), 'chumak-frames-'))
  const names = Array.from({ length: hostCount }, (_, i) => `chumak-${tag}-${i + 1}`)
  const made: string[] = []
  let stop = () => undefined as unknown
  const remove = () => {
    stop()
    for (const name of made.splice(0)) ip('netns', 'del', name)
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    for (const name of names) {
      ip('netns', 'add', name)
      made.push(name)
      ip('-n', name, 'link', 'set', 'lo', 'up')
    }
    const { lossPercent, delayMs, jitterMs, seed } = network
    const script = join(import.meta.dirname, 'lossy-switch.py')
    const words = [folder, lossPercent, delayMs, jitterMs, seed].map(String)
    const bridge = spawn('python3', [script, ...words, ...names], { stdio: ['pipe', 'pipe', 'inherit'] })
    stop = () => bridge.kill('SIGKILL')
    await new Promise((resolve, reject) => {
      bridge.stdout.once('data', resolve)
      bridge.once('exit', code => reject(new Error(`the switch ended with ${code}`)))
    })
    const hosts = names.map((name, i): Host => {
      const address = `10.83.0.${i + 1}`
      ip('-n', name, 'addr', 'add', `${address}/24`, 'dev', 'eth0')
      ip('-n', name, 'link', 'set', 'eth0', 'up')
      return {
        ...{ name, address },
        within: (command, args) => ['ip', ['netns', 'exec', name, command, ...args]],
        ip: (...args) => void ip('-n', name, ...args),
        readdress: next => {
          ip('-n', name, '-4', 'addr', 'flush', 'dev', 'eth0')
          ip('-n', name, 'addr', 'add', `${next}/24`, 'dev', 'eth0')
        },
        plug: isIn => void bridge.stdin.write(`${i} ${isIn ? 'in' : 'out'}\n`)
      }
    })
    return { hosts, remove, heardBy: index => readFileSync(join(folder, `${index}.frames`)) }
  } catch (error) {
    remove()
    throw error
  }
}
