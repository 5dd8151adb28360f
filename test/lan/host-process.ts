import { type ChildProcess, spawn } from 'node:child_process'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import * as v from 'valibot'
import { bundleForNode } from './bundle.ts'
import type { Host } from './namespaces.ts'

const reportSchema = v.object({
  status: v.object({
    on: v.boolean(),
    problem: v.nullable(v.string()),
    addresses: v.array(v.string()),
    peers: v.array(
      v.object({
        ...{ device: v.string(), address: v.string() },
        state: v.picklist(['linked', 'linking', 'unreachable']),
        ...{ theyLack: v.nullable(v.number()), weLack: v.nullable(v.number()) }
      })
    )
  }),
  ...{ entries: v.number(), record: v.string(), live: v.array(v.string()) }
})
export type HostReport = v.InferOutput<typeof reportSchema>

/** The host script as one file that plain Node runs. */
export const buildHost = async (): Promise<{ path: string; folder: string; remove(): void }> => {
  const folder = mkdtempSync(join(tmpdir(), 'chumak-host-'))
  await bundleForNode('test/lan/host.ts', folder, 'host.cjs')
  return { path: join(folder, 'host.cjs'), folder, remove: () => rmSync(folder, { recursive: true }) }
}

export interface Identity {
  key: string
  device: string
}
export const createIdentity = (): Identity => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    device: publicKey.export({ format: 'jwk' }).x ?? ''
  }
}
export const createSecret = () => randomBytes(32).toString('base64')

export interface HostProcess {
  device: string
  pid: number
  ask(order: { do: string; [field: string]: unknown }): Promise<HostReport>
  /** asks until the report satisfies; the test's own timeout is the limit */
  until(holds: (report: HostReport) => boolean): Promise<HostReport>
  quit(): Promise<void>
  kill(): void
}

interface Start {
  script: string
  host: Host | null
  identity: Identity
  secret: string
  members: string[]
  notes: number
  /** false: by address alone */
  discover?: boolean
  /** another Node to run it in, such as Electron's */
  node?: { path: string; env: Record<string, string> }
}

export const startHost = async (start: Start): Promise<HostProcess> => {
  const { secret, members, notes } = start
  const setUp = JSON.stringify({
    ...start.identity,
    secret,
    members,
    notes,
    discover: start.discover ?? start.host !== null
  })
  const nodePath = start.node?.path ?? process.execPath
  const args = [start.script, setUp]
  const [command, all] = start.host ? start.host.within(nodePath, args) : [nodePath, args]
  const child: ChildProcess = spawn(command, all, {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...start.node?.env }
  })
  const waiting: ((report: HostReport) => void)[] = []
  const gone = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const next = () => new Promise<HostReport>(resolve => waiting.push(resolve))
  if (!child.stdout || !child.stdin) throw new Error('the host has no pipes')
  createInterface({ input: child.stdout }).on('line', line =>
    waiting.shift()?.(v.parse(reportSchema, JSON.parse(line)))
  )
  const ask: HostProcess['ask'] = async order => {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('the host is gone')
    const answered = next()
    child.stdin?.write(`${JSON.stringify(order)}\n`)
    return answered
  }
  await next()
  return {
    device: start.identity.device,
    pid: child.pid ?? 0,
    ask,
    until: async holds => {
      for (;;) {
        const report = await ask({ do: 'status' })
        if (holds(report)) return report
        await new Promise(resolve => setTimeout(resolve, 50))
      }
    },
    quit: async () => {
      await ask({ do: 'quit' })
      await gone
    },
    kill: () => child.kill('SIGKILL')
  }
}
