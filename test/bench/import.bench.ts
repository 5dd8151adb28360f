import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportBundle } from '../../electron/carry/export-bundle.ts'
import { importBundle } from '../../electron/carry/import-bundle.ts'
import { makerOf } from '../../electron/carry/maker.ts'
import { previewBundle } from '../../electron/carry/preview-bundle.ts'
import { hashing } from '../../electron/store/node-crypto.ts'
import { closeWhole, openWhole } from '../../electron/store/open-database.ts'
import type { ImportReport } from '../../shared/contract.ts'
import { unwrap } from '../../shared/errors.ts'
import type { ThingId } from '../../shared/record/entry.ts'
import { answer, least, partArgs, partName, peakMb, runPart, type Took, timed, watchTurns } from './child.ts'
import { atLeast, atMost, type Goal, quantile, sayGoals } from './goals.ts'
import {
  bundleOf,
  createReader,
  type Made,
  makeBundle,
  openAt,
  rawEntriesOf,
  type Sort
} from './many-entries.ts'

/**
 * Bundles of many entries: import (verified, durable, with and without everything folded and searchable),
 * export, preview and rebuilding the read model, against
 * - the floor: hashing the same bytes twice and inserting them into the same encrypted SQLite, nothing else;
 * - Hypercore, which replicates the same blocks between two stores in one process.
 * Each part is a process of its own, so that its peak memory is its own too.
 */
const entriesInAll = Number(process.env.CHUMAK_BENCH_ENTRIES ?? 100_000)
const memorySizes = (process.env.CHUMAK_BENCH_MEMORY ?? '20000,100000,500000').split(',').map(Number)
const rounds = Number(process.env.CHUMAK_BENCH_ROUNDS ?? 3)

interface Imported extends Took {
  peakMb: number
  /** the longest that a list asked for while importing had to wait, and what most of them waited */
  worstMs: number
  p95Ms: number
  /** processor time of the longest turn, lists asked for meanwhile among it */
  turnMs: number | null
}

const floor = async (home: string): Promise<Took> => {
  const store = await openAt(home)
  const entries = rawEntriesOf(store)
  store.close()
  const database = openWhole(join(home, 'floor.sqlite'), randomBytes(32).toString('hex'))
  database.exec(
    'CREATE TABLE entries (n INTEGER PRIMARY KEY, id BLOB, header BLOB, signature BLOB, body BLOB)'
  )
  const insert = database.prepare('INSERT INTO entries (id, header, signature, body) VALUES (?, ?, ?, ?)')
  const took = await timed(() => {
    for (let at = 0; at < entries.length; at += 1000)
      database.transaction(() => {
        for (const { header, signature, body } of entries.slice(at, at + 1000)) {
          hashing.sha256(body!)
          insert.run(hashing.sha256(header, signature), header, signature, body)
        }
      })
  })
  closeWhole(database)
  rmSync(join(home, 'floor.sqlite'))
  return took
}

const hypercore = async (home: string, folder: string): Promise<Took> => {
  const store = await openAt(home)
  const blocks = rawEntriesOf(store).map(({ header, signature, body }) =>
    Buffer.concat([header, signature, body!])
  )
  store.close()
  // only here: its native parts would count as memory of every other part
  const { default: Hypercore } = await import('hypercore')
  const from = new Hypercore(join(folder, 'from'))
  await from.ready()
  for (let at = 0; at < blocks.length; at += 1000) await from.append(blocks.slice(at, at + 1000))
  const to = new Hypercore(join(folder, 'to'), from.key)
  await to.ready()
  const took = await timed(() => {
    const [a, b] = [from.replicate(true), to.replicate(false)]
    a.pipe(b).pipe(a)
    return to.download({ start: 0, end: blocks.length }).done()
  })
  if (to.contiguousLength !== blocks.length) throw new Error('not all blocks came')
  await from.close()
  await to.close()
  return took
}

/** As often as a window that shows a list asks for it anew. */
const askEveryMs = 100

/** Asks for a page again and again and notes how late the answer is. */
const askMeanwhile = (ask: () => void) => {
  const waited: number[] = []
  let due = performance.now() + askEveryMs
  const next = () => {
    ask()
    waited.push(performance.now() - due)
    due = performance.now() + askEveryMs
    timer = setTimeout(next, askEveryMs)
  }
  let timer = setTimeout(next, askEveryMs)
  return () => {
    clearTimeout(timer)
    return waited
  }
}

const imported = async (
  home: string,
  path: string,
  federation: ThingId,
  asks: boolean
): Promise<Imported> => {
  const store = await createReader(home, federation)
  const stop = askMeanwhile(() => {
    if (asks) store.list({ kind: 'offer', limit: 50 })
  })
  // looking costs as well
  const turns = asks ? watchTurns() : () => null
  const report: { value?: ImportReport } = {}
  const took = await timed(async () => {
    report.value = unwrap(await importBundle({ path, store, keyring: store.keyring }))
  })
  const turnMs = turns()
  const waited = stop()
  const offers = store.list({ kind: 'offer', search: 'oak', limit: 1 }).total
  const added = report.value?.byKind.offer?.added
  if (added !== undefined && offers !== added) throw new Error(`${offers} offers`)
  store.close()
  return { ...took, peakMb: peakMb(), worstMs: Math.max(...waited), p95Ms: quantile(waited, 0.95), turnMs }
}

const exported = async (home: string) => {
  const store = await openAt(home)
  const path = join(home, 'again.caravan')
  const took = await timed(async () => unwrap(await exportBundle({ store, path, maker: makerOf(store, 0) })))
  const { seconds: previewSeconds } = await timed(async () =>
    unwrap(await previewBundle({ path, keyring: store.keyring, store }))
  )
  store.close()
  return { ...took, previewSeconds, peakMb: peakMb() }
}

const rebuilt = async (home: string): Promise<Took> => {
  const store = await openAt(home)
  const took = await timed(() => store.rebuild())
  store.close()
  return took
}

/** The best of five, without the passphrase's own second: homes here are made with a cheap one. */
const opened = async (home: string): Promise<number> => {
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < 5; round++) {
    const began = performance.now()
    const store = await openAt(home)
    store.list({ kind: 'offer', limit: 50 })
    best = Math.min(best, (performance.now() - began) / 1000)
    store.close()
  }
  return best
}

const main = async () => {
  const scratch = mkdtempSync(join(tmpdir(), 'chumak-bench-'))
  let made = 0
  const fresh = () => {
    const folder = join(scratch, String(made++))
    mkdirSync(folder)
    return folder
  }
  const rate = (seconds: number, entries = entriesInAll) => `${Math.round(entries / seconds)} entries/s`
  const say = (name: string, { seconds, cpuSeconds }: Took, rest: string) =>
    console.log(
      `${name.padEnd(34)} ${seconds.toFixed(2)} s  ${rate(seconds).padStart(16)}  processor ${cpuSeconds.toFixed(2)} s  ${rest}`
    )
  try {
    const homes = new Map<string, Made & { home: string }>()
    const of = async (sort: Sort, entries: number) => {
      const known = homes.get(`${sort} ${entries}`)
      if (known) return known
      const home = fresh()
      const done = { ...(await runPart<Made>('make', sort, entries, home)), home }
      homes.set(`${sort} ${entries}`, done)
      return done
    }

    const offers = await of('offers', entriesInAll)
    console.log(`${entriesInAll} entries; a bundle of offers has ${(offers.sizeBytes / 1e6).toFixed(1)} MB`)
    const take = async (sort: Sort, entries: number, asks = 0) => {
      const { home, federation } = await of(sort, entries)
      return runPart<Imported>('import', join(fresh(), 'home'), bundleOf(home), federation, asks)
    }
    // all in each round, so that a busy moment of the machine does not hit one alone
    const measured: Record<string, () => Promise<Took>> = {
      'floor (hash twice, insert)': () => runPart('floor', offers.home),
      'hypercore, replicated': () => runPart('hypercore', offers.home, fresh()),
      'import, carried': () => take('stories', entriesInAll),
      'import, folded and searchable': () => take('offers', entriesInAll),
      'read model made anew': () => runPart('rebuild', offers.home),
      export: () => runPart('export', offers.home)
    }
    await of('stories', entriesInAll)
    const best: Record<string, Took> = {}
    for (let round = 0; round < rounds; round++)
      for (const [name, part] of Object.entries(measured))
        best[name] = least(best[name] ?? null, await part())
    const [floorTook, peerTook, carried, folded, anew, out] = Object.values(best) as [
      ...[Took, Took, Took, Took, Took, Took]
    ]
    const against = (took: Took, other: Took) => other.seconds / took.seconds
    for (const [name, took] of Object.entries(best)) {
      const byCpu = (other: Took) => (other.cpuSeconds / took.cpuSeconds).toFixed(2)
      const floors = `${against(took, floorTook).toFixed(2)} (by processor ${byCpu(floorTook)}) of the floor`
      const peers = `${against(took, peerTook).toFixed(1)} (${byCpu(peerTook)}) times hypercore`
      say(name, took, `${floors}, ${peers}`)
    }
    const { previewSeconds, peakMb: exportPeak } = await runPart<Awaited<ReturnType<typeof exported>>>(
      ...(['export', offers.home] as const)
    )
    console.log(`export: peak ${exportPeak.toFixed(0)} MB; preview ${(previewSeconds * 1000).toFixed(0)} ms`)
    const few = await of('offers', 10)
    const [full, bare] = [await runPart<number>('open', offers.home), await runPart<number>('open', few.home)]
    console.log(
      `opening and a first page: ${(full * 1000).toFixed(0)} ms, of ten entries ${(bare * 1000).toFixed(0)} ms`
    )
    const asked = await take('offers', entriesInAll, 1)
    say(
      'import while lists are asked for',
      asked,
      `p95 ${asked.p95Ms.toFixed(0)} ms, worst ${asked.worstMs.toFixed(0)} ms, longest turn by processor time ${asked.turnMs?.toFixed(0) ?? '?'} ms`
    )
    const peaks: number[] = []
    for (const sort of ['stories', 'offers'] as const)
      for (const entries of memorySizes) {
        const { peakMb: peak, seconds } = await take(sort, entries)
        peaks.push(peak)
        console.log(`import of ${entries} ${sort}: peak ${peak.toFixed(0)} MB, ${rate(seconds, entries)}`)
      }
    const goals: Goal[] = [
      atLeast('import against hypercore', 5, against(carried, peerTook), 'times'),
      atLeast('import against the floor', 0.5, against(carried, floorTook), 'of it'),
      atMost(`memory of an import, of ${memorySizes.join(', ')} entries`, 300, Math.max(...peaks), 'MB'),
      atLeast('export against the floor', 0.5, against(out, floorTook), 'of it'),
      atMost('preview', 300, previewSeconds * 1000, 'ms'),
      atLeast('import, folded, against the floor', 1 / 3, against(folded, floorTook), 'of it'),
      atLeast('read model made anew, against the floor', 1 / 3, against(anew, floorTook), 'of it'),
      atMost('lists while importing, p95', 100, asked.p95Ms, 'ms')
    ]
    sayGoals(goals)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

const parts: Record<string, () => Promise<unknown>> = {
  make: () => makeBundle(partArgs[0] as Sort, Number(partArgs[1]), partArgs[2]!),
  floor: () => floor(partArgs[0]!),
  hypercore: () => hypercore(partArgs[0]!, partArgs[1]!),
  import: () => imported(partArgs[0]!, partArgs[1]!, partArgs[2] as ThingId, partArgs[3] === '1'),
  export: () => exported(partArgs[0]!),
  open: () => opened(partArgs[0]!),
  rebuild: () => rebuilt(partArgs[0]!)
}
const part = partName === undefined ? undefined : parts[partName]
if (part) answer(await part())
else await main()
