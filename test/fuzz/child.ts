/** The process that runs the cases, from outside: watched, and put an end to where it does not go on. */
import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Target } from './shares.ts'

export interface Ask {
  target: Target
  seed: number
  /** cases are counted from 0 */
  from: number
  count: number
  /** notes each draw before it is used, for what ends the process itself */
  trace?: boolean
  /** instead: the one case that is made of these draws */
  drawn?: readonly number[]
}
export type Answer =
  | { state: 'done'; taken: number; count: number }
  | { state: 'failed'; number: number; drawn: number[]; reason: string }
  /** the process ended, or was ended, at work on this case; its draws where they were traced */
  | { state: 'ended'; number: number; drawn: number[]; reason: string }

/** Far beyond what any case takes on the slowest machine: only what has no end reaches it. */
const guardMs = 20_000
/** MiB that the engine may use for values; ArrayBuffers lie outside of it and are counted by allocation.ts */
const heapMiB = 256

export const createChild = (program: string, folder: string) => {
  const notes = join(folder, 'notes')
  let child: ChildProcess | null = null
  let errors = ''

  const start = (): ChildProcess => {
    errors = ''
    const started = fork(program, {
      cwd: folder,
      execArgv: [`--max-old-space-size=${heapMiB}`, '--no-warnings'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: {
        ...process.env,
        ...{ TMPDIR: folder, TEMP: folder, CHUMAK_FUZZ_NOTES: notes },
        ...{
          CHUMAK_PASSPHRASE: 'salt carts go south in spring',
          CHUMAK_BACKUP_PASSPHRASE: 'salt carts go north'
        },
        CHUMAK_NEW_PASSPHRASE: 'salt carts go south in autumn'
      }
    })
    started.stderr!.on('data', (piece: Buffer) => {
      errors = (errors + piece).slice(-4000)
    })
    return started
  }
  const noted = (): { number: number; drawn: number[] } => {
    const [number = 0, ...drawn] = readFileSync(notes, 'utf8').trim().split(/\s+/).map(Number)
    return { number, drawn }
  }

  return {
    ask(ask: Ask): Promise<Answer> {
      if (child === null) writeFileSync(notes, '0')
      child ??= start()
      const asked = child
      return new Promise(resolve => {
        let last = ''
        let sinceMs = performance.now()
        let why: string | null = null
        const watch = setInterval(() => {
          const now = readFileSync(notes, 'latin1').slice(0, 24)
          if (now !== last) sinceMs = performance.now()
          last = now
          if (performance.now() - sinceMs < guardMs) return
          why = `it does not end: killed after ${guardMs} ms`
          asked.kill('SIGKILL')
        }, 500)
        const done = (answer: Answer) => {
          clearInterval(watch)
          asked.removeAllListeners('message')
          asked.removeAllListeners('exit')
          resolve(answer)
        }
        asked.once('message', told => done(told as Answer))
        asked.once('exit', (code, signal) => {
          child = null
          done({
            state: 'ended',
            ...noted(),
            reason: why ?? `its process ended by ${signal ?? code}\n${errors}`
          })
        })
        asked.send(ask)
      })
    },
    stop(): Promise<void> {
      const stopping = child
      child = null
      return new Promise(resolve => {
        if (stopping === null) return resolve()
        stopping.once('exit', () => resolve())
        stopping.kill('SIGKILL')
      })
    }
  }
}
export type Child = ReturnType<typeof createChild>
