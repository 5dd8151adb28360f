/**
 * A document that several edit at once, bound to the record: it begins with what the record holds and what
 * the desk kept from a crash, takes in what others' entries bring by any road, and writes what is edited
 * here into the record at every pause. The live road (webrtc.ts) is only the quick one of several.
 */
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import type { Failure, Result } from '#shared/errors.ts'
import { type Present, presentAt, type Self, tellPresence } from './presence.ts'
import { createUnsaved, type Desk } from './unsaved.ts'
import { type LiveDoc, openLiveDoc, type PeerPaths } from './webrtc.ts'

export type DocPart = 'agenda' | 'minutes'

export interface LiveDocumentDeps {
  /** the thing the document belongs to */
  doc: string
  part: DocPart
  self: Self
  desk: Desk
  /** `docs.read` and `docs.append` of the contract */
  read(): Promise<Result<{ update: Uint8Array }>>
  append(update: Uint8Array): Promise<Result<unknown>>
  /** the contract's `doc` events for any document; returns a function that stops listening */
  listen(heard: (event: { doc: string; part: DocPart; update: Uint8Array }) => void): () => void
  /** `live.relay` of the contract; a failure means: no local network, the document works alone */
  relay(): Promise<Result<{ url: string; room: string }>>
  /** exchanged in tests; the real one otherwise */
  openLive?: typeof openLiveDoc
}

export interface LiveState {
  /** edits made here that the record does not hold yet */
  unsaved: boolean
  /** why they could not be written; they stay in the desk */
  failure: Failure | null
  present: Present[]
  paths: PeerPaths
}

export interface LiveDocument {
  readonly ydoc: Y.Doc
  readonly awareness: Awareness
  /** the same object until something in it changes */
  get(): LiveState
  subscribe(heard: () => void): () => void
  /** Writes what waits and leaves the room. */
  close(): Promise<void>
}

const gatherMs = 250

/** Origins of changes that are in the record or on the desk already. */
const fromRecord = Symbol('record')
const fromDesk = Symbol('desk')

/** An entry may hold bytes that are no update: its author's fault, and no reason to lose the rest. */
const applyFromRecord = (ydoc: Y.Doc, update: Uint8Array) => {
  try {
    Y.applyUpdate(ydoc, update, fromRecord)
  } catch (error) {
    console.warn('an entry of the document cannot be read', error)
  }
}

/** Loads record and desk before anything can be edited; a failure of the record's answer is returned. */
export const openLiveDocument = async (deps: LiveDocumentDeps): Promise<Result<LiveDocument>> => {
  const key = `live ${deps.doc} ${deps.part}`
  const ydoc = new Y.Doc()
  const heard = new Set<() => void>()
  let state: LiveState = {
    ...{ unsaved: false, failure: null },
    ...{ present: [], paths: { direct: 0, viaKeeper: 0 } }
  }
  const change = (changed: Partial<LiveState>) => {
    state = { ...state, ...changed }
    for (const hear of heard) hear()
  }

  // heard from the first moment, so that nothing falls between reading and listening
  const stopListening = deps.listen(({ doc, part, update }) => {
    if (doc === deps.doc && part === deps.part) applyFromRecord(ydoc, update)
  })
  const held = await deps.read()
  if (!held.ok) {
    stopListening()
    return held
  }
  // empty while nobody wrote anything
  if (held.value.update.length > 0) applyFromRecord(ydoc, held.value.update)

  const unsaved = createUnsaved({
    ...{ key, desk: deps.desk, append: deps.append },
    onState: ({ waiting, failure }) => change({ unsaved: waiting, failure })
  })
  const kept = await deps.desk.load(key)
  if (kept) {
    Y.applyUpdate(ydoc, kept, fromDesk)
    unsaved.add(kept)
  }

  const awareness = new Awareness(ydoc)
  const stopTelling = tellPresence(ydoc, awareness, deps.self)
  let looking: ReturnType<typeof setTimeout> | undefined
  const lookAround = () => {
    looking ??= setTimeout(() => {
      looking = undefined
      change({ present: presentAt(ydoc, awareness) })
    }, gatherMs)
  }
  awareness.on('change', lookAround)

  // only what is edited here is ours to sign: what others edited is in their own entries
  const onUpdate = (update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
    if (transaction.local) unsaved.add(update)
    lookAround()
  }
  ydoc.on('update', onUpdate)

  const onLeaving = () => void unsaved.flush()
  window.addEventListener('beforeunload', onLeaving)

  const relay = await deps.relay()
  const live: LiveDoc | null = relay.ok
    ? (deps.openLive ?? openLiveDoc)({
        ...{ doc: ydoc, awareness, relayUrl: relay.value.url, room: relay.value.room },
        onPeers: paths => change({ paths })
      })
    : null

  return {
    ok: true,
    value: {
      ydoc,
      awareness,
      get: () => state,
      subscribe: hear => {
        heard.add(hear)
        return () => heard.delete(hear)
      },
      close: async () => {
        window.removeEventListener('beforeunload', onLeaving)
        await unsaved.flush()
        unsaved.close()
        clearTimeout(looking)
        stopTelling()
        stopListening()
        await live?.close()
        awareness.destroy()
        ydoc.destroy()
      }
    }
  }
}
