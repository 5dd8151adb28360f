/**
 * A folder that something else replicates (Syncthing, Nextcloud, a NAS), as a road of the record. Every
 * device writes into its own sub-folder alone and never changes what it wrote; all read everything.
 * docs/formats-drop.md has the names and the rules.
 */
import { randomBytes } from 'node:crypto'
import { unlink } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import type { Stretch } from '#shared/bundle/coverage.ts'
import type { DropAside, DropStatus } from '#shared/contract.ts'
import { type Failure, FailureError } from '#shared/errors.ts'
import type { BlobId } from '#shared/record/blob.ts'
import type { EntryId, LogId } from '#shared/record/entry.ts'
import { bytesToId } from '#shared/record/ids.ts'
import type { HaveVector } from '#shared/record/run.ts'
import type { Store } from '../../store/open-store.ts'
import { makerOf } from '../maker.ts'
import type { Carried } from './carried-whole.ts'
import { OwedBlobs } from './owed-blobs.ts'
import { SegmentBook } from './segment-book.ts'
import { listSegments, type SegmentFile } from './segment-files.ts'
import { hangsOn, takeSegment } from './take-segment.ts'
import { watchFolder } from './watch-folder.ts'
import { writeBlobSegments, writeSegments } from './write-segments.ts'

export interface DropDeps {
  store: Store
  nowMs(): number
  onStatus(status: DropStatus): void
  /** a bug or the system's: told, and tried again */
  logBug(error: unknown): void
  pace?: Partial<Pace>
}

export interface Pace {
  /** between two looks where nothing is heard */
  lookMs: number
  /** what is written within this time goes into one segment */
  gatherMs: number
  /** a segment that was removed goes on counting for so long */
  graceMs: number
  /** own small segments beyond so many are joined into one */
  mostSmall: number
}
const usualPace: Pace = { lookMs: 5_000, gatherMs: 3_000, graceMs: 600_000, mostSmall: 24 }
const smallBytes = 1024 * 1024
const heardMs = 200
const mostTold = 50

export interface DropFolder {
  status(): DropStatus
  /** Null switches it off. What was known of another folder is forgotten. */
  set(path: string | null): Promise<DropStatus>
  /** the record grew by another road */
  recordChanged(): void
  stop(): Promise<void>
}

const ownName = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/))

export const createDropFolder = (deps: DropDeps): DropFolder => {
  const { store } = deps
  const { local } = store
  let path = local.get('drop-path', v.string())
  let running = path === null ? null : run(deps, path)
  const status = (): DropStatus => running?.status() ?? offStatus
  return {
    status,
    set: async wanted => {
      if (wanted !== path) {
        await running?.stop()
        new SegmentBook(local).forgetAll()
        new OwedBlobs(local, store.blobs).forgetAll()
        local.set('drop-path', wanted)
        path = wanted
        running = wanted === null ? null : run(deps, wanted)
      }
      await running?.settled()
      deps.onStatus(status())
      return status()
    },
    recordChanged: () => running?.recordChanged(),
    stop: async () => {
      await running?.stop()
      running = null
    }
  }
}

/** Of a file that was not taken: why, or what it waits for. */
interface Judged {
  stamp: string
  aside: DropAside | null
  stretches: Stretch[]
}

const offStatus: DropStatus = {
  ...{ path: null, state: 'off', segments: 0, waiting: 0, aside: [], problem: null },
  ...{ lastTaken: null, lastWritten: null }
}

const run = (deps: DropDeps, root: string) => {
  const { store, nowMs } = deps
  const pace = { ...usualPace, ...deps.pace }
  const name = store.local.get('drop-own', ownName) ?? randomBytes(8).toString('hex')
  store.local.set('drop-own', name)
  const folder = join(root, name)
  const book = new SegmentBook(store.local)
  const owed = new OwedBlobs(store.local, store.blobs)
  const signal = { aborted: false }
  /** files looked at and not taken, and what was found, until they change */
  const judged = new Map<string, Judged>()
  let told: DropStatus = { ...offStatus, path: root, state: 'working' }
  let secretsKnown = store.keyring.federationSecrets.length
  let dirtySince: number | null = performance.now()
  let timer: ReturnType<typeof setTimeout> | null = null
  let heard = false

  const tell = (news: Partial<DropStatus>) => {
    const next = { ...told, ...news }
    if (JSON.stringify(next) === JSON.stringify(told)) return
    told = next
    deps.onStatus(told)
  }
  const prevOf = (id: EntryId): EntryId | null => {
    const header = store.entry(id)?.header
    return header === undefined || header.seq === 1 ? null : bytesToId<EntryId>(header.prev)
  }
  const folderHave = (there = false): HaveVector => {
    const forks = store.forks()
    return book.have(log => (forks.has(log) ? prevOf : null), there)
  }

  /** Takes what is new, again and again while it lets waiting ones in. */
  const take = async (files: SegmentFile[]) => {
    const keep = ({ name: segment, folder: of, sizeBytes }: SegmentFile, carried: Carried) =>
      book.keep(segment, { stretches: carried.whole(store), sizeBytes, own: of === name })
    const partly: [SegmentFile, Carried][] = []
    for (let again = true; again; ) {
      again = false
      for (const file of files) {
        if (signal.aborted) return
        const before = judged.get(file.path)
        const same = before?.stamp === file.stamp
        if (book.get(file.name) || (same && (before.aside || hangsOn(before.stretches, store)))) continue
        const taken = await takeSegment({ file, store, keyring: store.keyring, signal })
        if (taken.state === 'taken') {
          keep(file, taken.carried)
          if (!taken.carried.isWhole) partly.push([file, taken.carried])
          again = true
          dirtySince ??= performance.now()
          tell({ lastTaken: nowMs() })
        }
        if (taken.state === 'taken' || taken.state === 'gone') judged.delete(file.path)
        else {
          const { stamp, shown } = file
          const waits = taken.state === 'waiting'
          judged.set(file.path, {
            stamp,
            aside: waits ? null : { file: shown, why: taken.why, reason: taken.reason },
            stretches: waits ? taken.stretches : []
          })
        }
      }
    }
    // a later segment may have told to forget what came without its body in an earlier one
    for (const [file, carried] of partly) keep(file, carried)
  }

  /** Writes what `theirs` lacks, and after it these photos, and those for which there was no room. */
  const write = async (theirs: HaveVector, blobs: BlobId[] = []) => {
    const left: BlobId[] = []
    const writing = {
      ...{ store, folder, signal, maker: makerOf(store, nowMs()) },
      onWritten: (segment: string, sizeBytes: number, stretches: Stretch[]) => {
        book.keep(segment, { stretches, sizeBytes, own: true })
        tell({ lastWritten: nowMs() })
      },
      onLeft: (more: BlobId[]) => void left.push(...more)
    }
    await writeSegments({ ...writing, theirs })
    await writeBlobSegments(writing, [...blobs, ...left])
  }

  /** The small ones' logs are written once more in one piece; only then the small ones go. */
  const joinSmall = async () => {
    const small = book.ownBelow(smallBytes)
    if (small.length <= pace.mostSmall) return
    const from = new Map<LogId, { seq: number; before: HaveVector[number]['heads'] }>()
    for (const { log, from: seq, before } of small.flatMap(([, kept]) => kept.stretches)) {
      const known = from.get(log)
      if (known && known.seq <= seq) continue
      from.set(log, { seq, before: before === null ? [] : [{ seq: seq - 1, id: before }] })
    }
    await write(
      store.have().map(held => ({ log: held.log, heads: from.get(held.log)?.before ?? held.heads }))
    )
    for (const [segment] of small) {
      await unlink(join(folder, `${segment}.caravan`)).catch(error => {
        // somebody else's tidying up; the name is forgotten all the same
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
      })
      book.forget(segment)
    }
  }

  const pass = async () => {
    heard = false
    const listing = await listSegments(root)
    if (listing === null) {
      tell({ state: 'missing', segments: 0, problem: null })
      return
    }
    const { files } = listing
    if (watched.follow(listing.folders)) heard = true
    for (const known of [...judged.keys()]) if (!files.some(file => file.path === known)) judged.delete(known)
    const { federationSecrets } = store.keyring
    // what was for other readers may be for us now
    if (federationSecrets.length !== secretsKnown) {
      for (const [known, { aside }] of judged) if (aside?.why === 'foreign') judged.delete(known)
      secretsKnown = federationSecrets.length
    }
    if (book.seen(new Set(files.map(file => file.name)), performance.now(), pace.graceMs))
      dirtySince ??= performance.now()
    tell({ state: 'working' })
    const due = owed.due()
    await take(files)
    owed.follow(due)
    const ripe = dirtySince !== null && performance.now() - dirtySince >= pace.gatherMs
    if (ripe && store.keyring.federationSecret && store.federation() && !signal.aborted) {
      // before it is written: what is appended meanwhile is for the next one
      dirtySince = null
      await write(folderHave(), due)
      owed.follow([])
      await joinSmall()
    }
    const found = [...judged.values()]
    // what counts for a while and lies there no more is missed by whoever comes now
    const isMissed = book.anyGone && store.countLackedBy(folderHave(true)) > 0
    tell({
      state: dirtySince === null && !isMissed ? 'level' : 'working',
      segments: new Set(files.filter(file => book.get(file.name)).map(file => file.name)).size,
      waiting: found.filter(({ aside }) => aside === null).length,
      aside: found.flatMap(({ aside }) => (aside ? [aside] : [])).slice(0, mostTold),
      problem: null
    })
  }

  let passing: Promise<void> = Promise.resolve()
  const go = () => {
    if (timer) clearTimeout(timer)
    timer = null
    passing = passing
      .then(() => (signal.aborted ? undefined : pass()))
      .catch(error => {
        if (signal.aborted) return
        dirtySince ??= performance.now()
        if (!(error instanceof FailureError)) deps.logBug(error)
        tell({ state: 'working', problem: failureOf(error) })
      })
      .finally(() =>
        soon(heard ? heardMs : dirtySince === null ? pace.lookMs : Math.min(pace.gatherMs, pace.lookMs))
      )
  }
  const soon = (afterMs: number) => {
    if (signal.aborted || timer) return
    timer = setTimeout(go, afterMs)
  }
  const hasten = (withinMs: number) => {
    if (!timer) return
    clearTimeout(timer)
    timer = null
    soon(withinMs)
  }
  const watched = watchFolder(root, () => {
    // what comes while the files are gone through may have come too late for the list
    heard = true
    hasten(heardMs)
  })
  go()

  return {
    status: () => told,
    settled: () => passing,
    recordChanged: () => {
      if (dirtySince !== null) return
      dirtySince = performance.now()
      if (told.state === 'level') tell({ state: 'working' })
      hasten(pace.gatherMs)
    },
    stop: async () => {
      signal.aborted = true
      if (timer) clearTimeout(timer)
      watched.close()
      await passing
    }
  }
}

const failureOf = (error: unknown): Failure =>
  error instanceof FailureError
    ? error.failure
    : { code: 'internal', detail: { reason: error instanceof Error ? error.message : String(error) } }
