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
  /** `untilAll` of this one */
  until(holds: (report: HostReport) => boolean): Promise<HostReport>
  quit(): Promise<void>
  kill(): void
}

/** Below the timeout of a test, so that a wait in vain ends with what was seen and not with the timeout. */
const limitMs = 90_000
/** A dial that is ordered may try several addresses. */
const answerMs = 30_000

/** Asks until the reports of all satisfy at once; in vain it fails with how the reports went. */
export const untilAll = async (
  hosts: Pick<HostProcess, 'device' | 'ask'>[],
  holds: (report: HostReport) => boolean
): Promise<HostReport[]> => {
  const startedMs = performance.now()
  const seen: { atMs: number; told: string }[] = []
  for (;;) {
    const reports = await Promise.all(hosts.map(host => host.ask({ do: 'status' })))
    if (reports.every(holds)) return reports
    const atMs = Math.round(performance.now() - startedMs)
    const told = hosts
      .map(({ device }, i) => `  ${device.slice(0, 6)} ${JSON.stringify(reports[i])}`)
      .join('\n')
    if (seen.at(-1)?.told !== told) seen.push({ atMs, told })
    if (atMs > limitMs) {
      const last = seen.slice(-5).map(each => `after ${each.atMs} ms:\n${each.told}`)
      throw new Error(`not so in ${limitMs} ms; the last of ${seen.length} states:\n${last.join('\n')}`)
    }
    await new Promise(resolve => setTimeout(resolve, 50))
  }
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
  const gone = new Promise<void>(resolve => child.once('close', () => resolve()))
  const next = () =>
    new Promise<HostReport>((resolve, reject) => {
      const fail = (why: string) => () => {
        clearTimeout(timer)
        reject(new Error(`the host ${start.identity.device.slice(0, 6)} ${why}`))
      }
      const timer = setTimeout(fail(`gave no answer in ${answerMs} ms`), answerMs)
      waiting.push(report => {
        clearTimeout(timer)
        resolve(report)
      })
      // whoever has its answer by then is not touched by it
      void gone.then(fail('ended without an answer'))
    })
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
  const { device } = start.identity
  return {
    device,
    pid: child.pid ?? 0,
    ask,
    until: async holds => {
      const [report] = await untilAll([{ device, ask }], holds)
      if (!report) throw new Error('one host was asked')
      return report
    },
    quit: async () => {
      await ask({ do: 'quit' })
      await gone
    },
    kill: () => child.kill('SIGKILL')
  }
}
