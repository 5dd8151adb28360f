/** A thread that reads and examines one bundle for the thread that started it (read-aside.ts). */
import { parentPort, workerData } from 'node:worker_threads'
import { FailureError } from '#shared/errors.ts'
import { tellBodies } from '#shared/record/told-bodies.ts'
import { bundleDeps } from '../bundle-deps.ts'
import { BundleFile } from '../bundle-file.ts'
import { readHere } from './read-here.ts'
import type { ExaminedPart } from './reading.ts'
import type { SentPart, ThreadStart, Told } from './thread-words.ts'

if (!parentPort) throw new Error('started as a thread, or not at all')
const port = parentPort
const { path, identities, codes }: ThreadStart = workerData
const opened = BundleFile.open(path, identities, codes, bundleDeps).then(readHere)
// told to whoever asks first
opened.catch(() => undefined)

const tell = (told: Told, transferred: ArrayBuffer[] = []) => port.postMessage(told, transferred)

/** The bytes change hands where they are alone in their memory; the runs are views of them. */
const sendRuns = ({ runs, ...part }: ExaminedPart & { sort: 'runs' }, readBytes: number): void => {
  const bodies = runs.map(({ entries }) => tellBodies(entries))
  const alone = part.bytes.byteLength === part.bytes.buffer.byteLength
  const bytes = alone ? part.bytes : part.bytes.slice()
  const sent: SentPart = { ...part, bytes, bodies }
  tell({ told: 'part', part: sent, readBytes }, [bytes.buffer as ArrayBuffer])
}

const answer = async (): Promise<void> => {
  try {
    const reading = await opened
    const part = await reading.next()
    if (part?.sort === 'runs') sendRuns(part, reading.readBytes)
    else tell({ told: 'part', part, readBytes: reading.readBytes })
  } catch (error) {
    if (!(error instanceof FailureError)) throw error
    tell({ told: 'failed', failure: error.failure })
  }
}

port.on('message', () => void answer())
