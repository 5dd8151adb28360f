import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Hypercore from 'hypercore'
import { exportBundle } from '../../electron/carry/export-bundle.ts'
import { importBundle } from '../../electron/carry/import-bundle.ts'
import { makerOf } from '../../electron/carry/maker.ts'
import { previewBundle } from '../../electron/carry/preview-bundle.ts'
import { hashing } from '../../electron/store/node-crypto.ts'
import { openWhole } from '../../electron/store/open-database.ts'
import type { ThingId } from '../../shared/record/entry.ts'
import { answer, partArgs, partName, peakMb, runPart } from './child.ts'
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
const rounds = Number(process.env.CHUMAK_BENCH_ROUNDS ?? 2)

interface Imported {
  seconds: number
  peakMb: number
  /** the longest that a list asked for while importing had to wait, and what most of them waited */
  worstMs: number
  p95Ms: number
}

const secondsSince = (began: number) => (performance.now() - began) / 1000

const floor = async (home: string): Promise<number> => {
  const store = await openAt(home)
  const entries = rawEntriesOf(store)
  store.close()
  const database = openWhole(join(home, 'floor.sqlite'), randomBytes(32).toString('hex'))
  database.exec(
    'CREATE TABLE entries (n INTEGER PRIMARY KEY, id BLOB, header BLOB, signature BLOB, body BLOB)'
  )
  const insert = database.prepare('INSERT INTO entries (id, header, signature, body) VALUES (?, ?, ?, ?)')
  const began = performance.now()
  for (let at = 0; at < entries.length; at += 1000)
    database.transaction(() => {
      for (const { header, signature, body } of entries.slice(at, at + 1000)) {
        hashing.sha256(body!)
        insert.run(hashing.sha256(header, signature), header, signature, body)
      }
    })
  const seconds = secondsSince(began)
  database.close()
  rmSync(join(home, 'floor.sqlite'))
  return seconds
}

const hypercore = async (home: string, folder: string): Promise<number> => {
  const store = await openAt(home)
  const blocks = rawEntriesOf(store).map(({ header, signature, body }) =>
    Buffer.concat([header, signature, body!])
  )
  store.close()
  const from = new Hypercore(join(folder, 'from'))
  await from.ready()
  for (let at = 0; at < blocks.length; at += 1000) await from.append(blocks.slice(at, at + 1000))
  const to = new Hypercore(join(folder, 'to'), from.key)
  await to.ready()
  const began = performance.now()
  const [a, b] = [from.replicate(true), to.replicate(false)]
  a.pipe(b).pipe(a)
  await to.download({ start: 0, end: blocks.length }).done()
  const seconds = secondsSince(began)
  if (to.contiguousLength !== blocks.length) throw new Error('not all blocks came')
  await from.close()
  await to.close()
  return seconds
}

/** Asks for a page every few milliseconds and notes how late the answer is. */
const askMeanwhile = (ask: () => void) => {
  const waited: number[] = []
  let due = performance.now() + 5
  const next = () => {
    ask()
    waited.push(performance.now() - due)
    due = performance.now() + 5
    timer = setTimeout(next, 5)
  }
  let timer = setTimeout(next, 5)
  return () => {
    clearTimeout(timer)
    return waited.sort((a, b) => a - b)
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
  const began = performance.now()
  const result = await importBundle({ path, store, keyring: store.keyring })
  const seconds = secondsSince(began)
  if (!result.ok) throw new Error(result.error.code)
  const waited = stop()
  const offers = store.list({ kind: 'offer', search: 'oak', limit: 1 }).total
  if (result.value.byKind.offer && offers !== result.value.byKind.offer.added)
    throw new Error(`${offers} offers`)
  store.close()
  return {
    seconds,
    peakMb: peakMb(),
    worstMs: waited.at(-1) ?? 0,
    p95Ms: waited[Math.floor(waited.length * 0.95)] ?? 0
  }
}

const exported = async (home: string) => {
  const store = await openAt(home)
  const path = join(home, 'again.caravan')
  const began = performance.now()
  const result = await exportBundle({ store, path, maker: makerOf(store, 0) })
  const seconds = secondsSince(began)
  if (!result.ok) throw new Error(result.error.code)
  const previewBegan = performance.now()
  const preview = await previewBundle({ path, keyring: store.keyring, store })
  if (!preview.ok) throw new Error(preview.error.code)
  const previewSeconds = secondsSince(previewBegan)
  store.close()
  return { seconds, previewSeconds, peakMb: peakMb() }
}

const rebuilt = async (home: string): Promise<number> => {
  const store = await openAt(home)
  const began = performance.now()
  store.rebuild()
  const seconds = secondsSince(began)
  store.close()
  return seconds
}

/** The best of five, without the passphrase's own second: homes here are made with a cheap one. */
const opened = async (home: string): Promise<number> => {
  let least = Number.POSITIVE_INFINITY
  for (let round = 0; round < 5; round++) {
    const began = performance.now()
    const store = await openAt(home)
    store.list({ kind: 'offer', limit: 50 })
    least = Math.min(least, secondsSince(began))
    store.close()
  }
  return least
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
  const say = (name: string, seconds: number, rest: string) =>
    console.log(`${name.padEnd(38)} ${seconds.toFixed(2)} s  ${rate(seconds).padStart(16)}  ${rest}`)
  const best = async (work: () => Promise<number>) => {
    let least = Number.POSITIVE_INFINITY
    for (let round = 0; round < rounds; round++) least = Math.min(least, await work())
    return least
  }
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
    const floorSeconds = await best(() => runPart<number>('floor', offers.home))
    say('floor (hash twice, insert)', floorSeconds, '')
    const peerSeconds = await best(() => runPart<number>('hypercore', offers.home, fresh()))
    say('hypercore, replicated', peerSeconds, '')
    const against = (seconds: number) =>
      `${(floorSeconds / seconds).toFixed(2)} of the floor, ${(peerSeconds / seconds).toFixed(1)} times hypercore`
    const take = async (sort: Sort, entries: number, asks = 0) => {
      const { home, federation } = await of(sort, entries)
      return runPart<Imported>('import', join(fresh(), 'home'), bundleOf(home), federation, asks)
    }
    const carried = await best(async () => (await take('stories', entriesInAll)).seconds)
    say('import, carried', carried, against(carried))
    const folded = await best(async () => (await take('offers', entriesInAll)).seconds)
    say('import, folded and searchable', folded, against(folded))
    const rebuild = await best(() => runPart<number>('rebuild', offers.home))
    say('read model made anew', rebuild, against(rebuild))
    const out = await runPart<Awaited<ReturnType<typeof exported>>>('export', offers.home)
    say('export', out.seconds, `${against(out.seconds)}, peak ${out.peakMb.toFixed(0)} MB`)
    console.log(`preview                                ${(out.previewSeconds * 1000).toFixed(0)} ms`)
    const few = await of('offers', 10)
    const [full, bare] = [await runPart<number>('open', offers.home), await runPart<number>('open', few.home)]
    console.log(
      `opening and a first page               ${(full * 1000).toFixed(0)} ms, of ten entries ${(bare * 1000).toFixed(0)} ms`
    )
    const asked = await take('offers', entriesInAll, 1)
    say(
      'import while lists are asked for',
      asked.seconds,
      `p95 ${asked.p95Ms.toFixed(0)} ms, worst ${asked.worstMs.toFixed(0)} ms`
    )
    for (const sort of ['stories', 'offers'] as const)
      for (const entries of memorySizes) {
        const { peakMb: peak, seconds } = await take(sort, entries)
        console.log(`import of ${entries} ${sort}: peak ${peak.toFixed(0)} MB, ${rate(seconds, entries)}`)
      }
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
