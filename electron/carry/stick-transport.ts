import { stat } from 'node:fs/promises'
import { keepPromise, logBytes, RangeCollector } from '#shared/bundle/collect-ranges.ts'
import { unpackRun } from '#shared/bundle/examine-bundle.ts'
import { type Manifest, tipsOf } from '#shared/bundle/manifest.ts'
import type { PackedRun } from '#shared/bundle/run-chunk.ts'
import type { EntryId, LogId } from '#shared/record/entry.ts'
import { bytesToId } from '#shared/record/ids.ts'
import { readEntry } from '#shared/record/read-entry.ts'
import type { RecordStore } from '#shared/record/record-store.ts'
import type { HaveVector, Run, Transport } from '#shared/record/transport.ts'
import { bundleDeps } from './bundle-deps.ts'
import type { BundleFile } from './bundle-file.ts'
import { bundleRecipients } from './bundle-recipients.ts'
import { breathe, type Cancelling } from './cancelling.ts'
import type { Maker } from './maker.ts'
import { manifestPart, openBundle } from './open-bundle.ts'
import { haveOfManifest } from './preview-bundle.ts'
import { RunSpool } from './run-spool.ts'
import { examineFile } from './verify-bundle.ts'
import { manifestOf, writeBundleFile } from './write-bundle-file.ts'

export interface StickTransport {
  /** the bundle on the stick; need not be there yet */
  path: string
  store: RecordStore
  maker: Maker
  /** where runs wait, encrypted, until the manifest before them can be written */
  spoolFolder: string
}

/**
 * A stick as a road. What it holds is what its bundle's manifest says; `receive` examines the whole bundle
 * before it gives the first run; `send` puts a bundle in its place that holds what it held and the new
 * runs. Methods throw `FailureError` with the codes of import and export.
 */
export const stickTransport = ({ path, store, maker, spoolFolder }: StickTransport): Transport => {
  const { keyring } = maker

  /** The bundle, or null where the stick has none yet. */
  const openHeld = async (): Promise<BundleFile | null> => {
    try {
      await stat(path)
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
      throw error
    }
    return openBundle(path, keyring)
  }

  const have = async (): Promise<HaveVector> => {
    const held = await openHeld()
    if (held === null) return []
    try {
      return haveOfManifest((await manifestPart(held.parts())).manifest)
    } finally {
      await held.close()
    }
  }

  async function* receive(mine: HaveVector, signal: Cancelling): AsyncGenerator<Run, void, void> {
    const held = await openHeld()
    if (held === null) return
    try {
      const { manifest } = await examineFile({ file: held, signal })
      const lacking = logsLackedBy(manifest, mine, store)
      if (lacking.size === 0) return
      for await (const part of held.parts()) {
        if (part.sort !== 'runs') continue
        for (const run of part.runs.map(unpackRun)) {
          await breathe(signal)
          if (lacking.has(run.log)) yield run
        }
      }
    } finally {
      await held.close()
    }
  }

  const send = async (runs: AsyncIterable<Run>, signal: Cancelling): Promise<void> => {
    const recipients = await bundleRecipients(maker)
    const held = await openHeld()
    const spool = await RunSpool.create(spoolFolder, keyring)
    try {
      const before = held === null ? null : (await manifestPart(held.parts())).manifest
      const collector = new RangeCollector(bundleDeps.hashing)
      await spool.write(collecting(afterTips(runs, before), collector, signal))
      const added = collector.promised.ranges
      const known = held === null ? new Set<EntryId>() : await findHeads(held, added, signal)
      const fresh = added.filter(range => !known.has(bytesToId<EntryId>(range.head)))
      if (fresh.length === 0) return
      const promised = {
        entries: (before?.entries ?? 0) + fresh.reduce((sum, r) => sum + r.to - r.from + 1, 0),
        entryBytes: (before?.entryBytes ?? 0) + collector.promised.entryBytes,
        ranges: [...(before?.ranges ?? []), ...fresh]
      }
      await writeBundleFile({
        path,
        readers: recipients,
        manifest: manifestOf(store.federation(), maker, promised),
        runs: joined(held, keepPromise(fresh, spool.read(), bundleDeps.hashing), signal),
        maker,
        device: store.device
      })
    } finally {
      await held?.close()
      await spool.remove()
    }
  }

  return { have, receive, send, close: () => Promise.resolve() }
}

const logsLackedBy = (manifest: Manifest, mine: HaveVector, store: RecordStore): Set<LogId> => {
  const tips = new Set(mine.flatMap(({ heads }) => heads.map(head => head.id)))
  const lacking = manifest.ranges.filter(range => {
    const head = bytesToId<EntryId>(range.head)
    return !tips.has(head) && store.entry(head) === null
  })
  return new Set(lacking.map(range => bytesToId<LogId>(range.log)))
}

/** Drops from each run what the stick's bundle holds up to one of its tips. */
async function* afterTips(runs: AsyncIterable<Run>, held: Manifest | null): AsyncGenerator<Run, void, void> {
  const tips = new Set((held === null ? [] : tipsOf(held.ranges)).map(r => bytesToId<EntryId>(r.head)))
  for await (const run of runs) {
    const last =
      tips.size === 0 ? -1 : run.entries.findLastIndex(raw => tips.has(readEntry(raw, bundleDeps.hashing).id))
    const entries = run.entries.slice(last + 1)
    if (entries.length > 0) yield { log: run.log, entries }
  }
}

async function* collecting(
  runs: AsyncIterable<Run>,
  collector: RangeCollector,
  signal: Cancelling
): AsyncGenerator<PackedRun, void, void> {
  for await (const run of runs) {
    await breathe(signal)
    collector.take(run)
    yield { log: logBytes(run), entries: run.entries }
  }
}

/** Those of the ranges' heads that stand somewhere in the bundle, which is examined on the way. */
const findHeads = async (
  held: BundleFile,
  ranges: Manifest['ranges'],
  signal: Cancelling
): Promise<Set<EntryId>> => {
  const wanted = new Set(ranges.map(range => bytesToId<EntryId>(range.head)))
  const found = new Set<EntryId>()
  await examineFile({
    file: held,
    signal,
    onRun: entries => {
      for (const { id } of entries) if (wanted.has(id)) found.add(id)
    }
  })
  return found
}

async function* joined(
  held: BundleFile | null,
  runs: AsyncIterable<Run>,
  signal: Cancelling
): AsyncGenerator<PackedRun, void, void> {
  if (held !== null)
    for await (const part of held.parts()) {
      await breathe(signal)
      if (part.sort === 'runs') yield* part.runs
    }
  for await (const run of runs) {
    await breathe(signal)
    yield { log: logBytes(run), entries: run.entries }
  }
}
