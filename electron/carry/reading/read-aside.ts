import { Worker } from 'node:worker_threads'
import { unpackRun } from '#shared/bundle/examine-bundle.ts'
import { decodeRuns } from '#shared/bundle/run-chunk.ts'
import { FailureError } from '#shared/errors.ts'
import { bodiesTold } from '#shared/record/told-bodies.ts'
import { readVerifiedRun } from '#shared/record/verify-run.ts'
import { hasPayloadCipher } from '../age-payload.ts'
import { bundleDeps } from '../bundle-deps.ts'
import type { BundleFile } from '../bundle-file.ts'
import { checkWhole } from './read-here.ts'
import type { ExaminedPart, ExaminedRun, Reading } from './reading.ts'
import type { Ask, SentPart, ThreadStart, Told } from './thread-words.ts'

/** Of its own memory for what is short-lived: with more, what is long done with would pile up. */
const resourceLimits = { maxYoungGenerationSizeMb: 8 }

type Answered = Extract<Told, { told: 'part' }>

/**
 * Reads a bundle in a thread of its own, which runs the built `reader.ts` at `program`. While one part is
 * worked with here others are read, decrypted and examined there, and what their bodies say is told with them.
 */
export const readAside = (file: BundleFile, program: string): Reading => {
  const { path, identities, codes, sizeBytes } = file
  const workerData: ThreadStart = { path, identities, codes }
  const thread = new Worker(program, { workerData, resourceLimits })
  let asked: { answered(told: Answered): void; failed(error: unknown): void } | null = null
  let checking: { read(bytes: number): void; done(): void; failed(error: unknown): void } | null = null
  let readBytes = 0
  let ended: Error | null = null

  const fail = (error: unknown) => {
    asked?.failed(error)
    asked = null
  }
  const end = (error: Error) => {
    ended ??= error
    fail(ended)
    checking?.failed(ended)
  }
  thread.on('error', end)
  thread.on('exit', code => end(new Error(`the thread that read ${path} ended with ${code}`)))
  thread.on('message', (told: Told) => {
    if (told.told === 'failed') return fail(FailureError.of(told.failure))
    if (told.told === 'checking') return checking?.read(told.readBytes)
    if (told.told === 'checked')
      return told.failure ? checking?.failed(FailureError.of(told.failure)) : checking?.done()
    asked?.answered(told)
    asked = null
  })
  const ask = (): Promise<Answered> =>
    new Promise((answered, failed) => {
      if (ended) return failed(ended)
      asked = { answered, failed }
      thread.postMessage('next' satisfies Ask)
    })

  const checkAside = (onRead: (bytes: number) => void): Promise<void> =>
    new Promise((done, failed) => {
      if (ended) return failed(ended)
      const read = (bytes: number) => {
        try {
          onRead(bytes)
        } catch (error) {
          failed(error)
        }
      }
      checking = { read, done, failed }
      thread.postMessage('check' satisfies Ask)
    })

  return {
    sizeBytes,
    codes,
    get readBytes() {
      return readBytes
    },
    async next() {
      const told = await ask()
      readBytes = told.readBytes
      return received(told.part)
    },
    // quick where Node has the cipher, while the other thread examines; elsewhere it would hold others up here
    checkWhole: onRead => (hasPayloadCipher ? checkWhole(file, onRead) : checkAside(onRead)),
    async close() {
      await thread.terminate()
      await file.close()
    }
  }
}

const received = (part: SentPart | null): ExaminedPart | null => {
  if (part?.sort !== 'runs') return part
  const { sort, bytes, wanting, runs: bodies } = part
  const runs = decodeRuns(bytes)
  if (typeof runs === 'string') throw new Error(`the thread sent runs that are none: ${runs}`)
  const received = runs.map((packed, i): ExaminedRun => {
    const run = unpackRun(packed)
    // one after the other as they are wanted: all at once they would outlive the collector's first look
    return { log: run.log, entries: () => readVerifiedRun(run, bundleDeps.hashing, bodiesTold(bodies[i]!)) }
  })
  return { sort, bytes, runs: received, wanting }
}
