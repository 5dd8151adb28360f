/** A thread that reads and examines one bundle for the thread that started it (read-aside.ts). */
import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { FailureError } from '#shared/errors.ts'
import { tellBodies } from '#shared/record/told-bodies.ts'
import { bundleDeps } from '../bundle-deps.ts'
import { BundleFile } from '../bundle-file.ts'
import { examinedParts } from './examined-parts.ts'
import { oneAhead } from './one-ahead.ts'
import { checkWhole } from './read-here.ts'
import type { Ask, SentPart, ThreadStart, Told } from './thread-words.ts'

if (!parentPort) throw new Error('started as a thread, or not at all')
const port = parentPort
const { path, identities, codes }: ThreadStart = workerData

// What a person waits for goes first: the window, and the thread that answers it. Only Linux takes this as said of the
// calling thread, elsewhere it would hold for the whole process.
if (process.platform === 'linux') setPriority(10)

interface Message {
  told: Told
  transferred: ArrayBuffer[]
}

/** The bytes change hands where they are alone in their memory; the entries are views of them. */
const runsMessage = (part: SentPart & { sort: 'runs' }, readBytes: number): Message => {
  const alone = part.bytes.byteLength === part.bytes.buffer.byteLength
  const bytes = alone ? part.bytes : part.bytes.slice()
  return {
    told: { told: 'part', part: { ...part, bytes }, readBytes },
    transferred: [bytes.buffer as ArrayBuffer]
  }
}

const open = (): Promise<BundleFile> => BundleFile.open(path, identities, codes, bundleDeps)

async function* messages(): AsyncGenerator<Message, void, void> {
  const passage = (await open()).passage()
  // of a run nothing else is kept: its entries would be carried along by the garbage collector
  for await (const part of examinedParts(passage, tellBodies)) {
    const { readBytes } = passage
    if (part.sort === 'runs') yield runsMessage(part, readBytes)
    else yield { told: { told: 'part', part, readBytes }, transferred: [] }
  }
  yield { told: { told: 'part', part: null, readBytes: passage.readBytes }, transferred: [] }
}

// one waits here, one on the way, one is worked with there
const ready = oneAhead(messages())

const answer = async (): Promise<void> => {
  try {
    const { done, value } = await ready.next()
    if (done) throw new Error('asked for more than there is')
    port.postMessage(value.told, value.transferred)
  } catch (error) {
    if (!(error instanceof FailureError)) throw error
    port.postMessage({ told: 'failed', failure: error.failure } satisfies Told)
  }
}

const check = async (): Promise<void> => {
  const tell = (told: Told) => port.postMessage(told)
  try {
    await checkWhole(await open(), readBytes => tell({ told: 'checking', readBytes }))
    tell({ told: 'checked', failure: null })
  } catch (error) {
    if (!(error instanceof FailureError)) throw error
    tell({ told: 'checked', failure: error.failure })
  }
}

port.on('message', (ask: Ask) => void (ask === 'next' ? answer() : check()))
