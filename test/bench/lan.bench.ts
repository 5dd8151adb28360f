import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { importBundle } from '../../electron/carry/import-bundle.ts'
import { createLan } from '../../electron/lan/lan.ts'
import { createVerifying, hashing } from '../../electron/store/node-crypto.ts'
import type { Store } from '../../electron/store/open-store.ts'
import type { ThingId } from '../../shared/record/entry.ts'
import { answer, cpuSeconds, type LongPart, partArgs, partName, peakMb, runPart, startPart } from './child.ts'
import { atLeast, type Goal, sayGoals } from './goals.ts'
import { bundleOf, createReader, type Made, makeBundle, openAt, type Sort } from './many-entries.ts'

/**
 * A record handed over by the local network between two processes, by real links on loopback into an empty
 * record, against the import of the same entries from a bundle. Rounds alternate and the best of each is
 * compared, everything verified, durable, folded and searchable.
 */
const entriesInAll = Number(process.env.CHUMAK_BENCH_ENTRIES ?? 100_000)
const rounds = Number(process.env.CHUMAK_BENCH_ROUNDS ?? 2)

interface Replicated {
  seconds: number
  cpuSeconds: number
  peakMb: number
  /** the longest time for which nothing else had its turn */
  worstMs: number
}

/** Answers the longest wait for a turn since. */
const watchWaits = () => {
  let worst = 0
  let before = performance.now()
  const timer = setInterval(() => {
    const now = performance.now()
    worst = Math.max(worst, now - before - 5)
    before = now
  }, 5)
  return () => {
    clearInterval(timer)
    return worst
  }
}

/** Both are members, whatever the record says: a reader of a bench was admitted by nobody. */
const lanOf = (store: Store, port?: number) =>
  createLan({
    ...{ store, keyring: store.keyring, hashing, verifying: createVerifying(), port },
    clock: { nowMs: Date.now, monotonicMs: () => performance.now() },
    isMember: () => true,
    describe: () => ({ handle: null, communeName: null }),
    onStatus: () => undefined,
    onAppended: () => undefined,
    discover: false
  })

const serve = async (home: string, told: (port: number) => void, over: Promise<unknown>) => {
  const store = await openAt(home)
  const lan = lanOf(store)
  const on = await lan.switchOn()
  const port = on.ok ? Number(on.value.addresses[0]?.split(':').at(-1)) : Number.NaN
  if (!(port > 0)) throw new Error(JSON.stringify(on))
  const cpu = cpuSeconds()
  const turns = watchWaits()
  told(port)
  await over
  const worstMs = turns()
  await lan.switchOff()
  store.close()
  return { cpuSeconds: cpuSeconds() - cpu, peakMb: peakMb(), worstMs }
}

const offersIn = (store: Store) => store.list({ kind: 'offer', search: 'oak', limit: 1 }).total

const fetchAll = async (home: string, federation: ThingId, port: number, sort: Sort): Promise<Replicated> => {
  const store = await createReader(home, federation)
  const lan = lanOf(store)
  await lan.switchOn()
  const [cpu, began] = [cpuSeconds(), performance.now()]
  const turns = watchWaits()
  const connected = await lan.connect(`127.0.0.1:${port}`)
  if (!connected.ok) throw new Error(JSON.stringify(connected))
  while (lan.status().peers[0]?.weLack !== 0) await sleep(5)
  // done when it is whole: that waits for the words of the search too
  await lan.switchOff()
  const seconds = (performance.now() - began) / 1000
  const done = { seconds, cpuSeconds: cpuSeconds() - cpu, peakMb: peakMb(), worstMs: turns() }
  if (sort === 'offers' && offersIn(store) !== entriesInAll) throw new Error(`${offersIn(store)} offers`)
  store.close()
  return done
}

const imported = async (home: string, path: string, federation: ThingId): Promise<Replicated> => {
  const store = await createReader(home, federation)
  const [cpu, began] = [cpuSeconds(), performance.now()]
  const turns = watchWaits()
  const result = await importBundle({ path, store, keyring: store.keyring })
  const seconds = (performance.now() - began) / 1000
  if (!result.ok) throw new Error(result.error.code)
  const done = { seconds, cpuSeconds: cpuSeconds() - cpu, peakMb: peakMb(), worstMs: turns() }
  store.close()
  return done
}

const say = (name: string, { seconds, cpuSeconds: cpu, peakMb: peak, worstMs }: Replicated) =>
  console.log(
    `${name.padEnd(24)} ${seconds.toFixed(2)} s  ${Math.round(entriesInAll / seconds)} entries/s, processor ${cpu.toFixed(2)} s, peak ${peak.toFixed(0)} MB, longest turn ${worstMs.toFixed(0)} ms`
  )

const better = (a: Replicated | null, b: Replicated) => (a && a.seconds < b.seconds ? a : b)

const main = async () => {
  const scratch = mkdtempSync(join(tmpdir(), 'chumak-bench-'))
  let made = 0
  const fresh = () => {
    const folder = join(scratch, String(made++))
    mkdirSync(folder)
    return folder
  }
  const goals: Goal[] = []
  try {
    for (const sort of ['offers', 'stories'] as const) {
      const home = fresh()
      const { federation } = await runPart<Made>('make', sort, entriesInAll, home)
      let fromBundle: Replicated | null = null
      let byLan: Replicated | null = null
      for (let round = 0; round < rounds; round++) {
        fromBundle = better(
          fromBundle,
          await runPart('import', join(fresh(), 'home'), bundleOf(home), federation)
        )
        const server: LongPart<number, Omit<Replicated, 'seconds'>> = await startPart('serve', home)
        const took = await runPart<Replicated>(
          ...(['fetch', join(fresh(), 'home'), federation, server.told, sort] as const)
        )
        const gave = await server.over()
        console.log(
          `  gave: processor ${gave.cpuSeconds.toFixed(2)} s, peak ${gave.peakMb.toFixed(0)} MB, longest turn ${gave.worstMs.toFixed(0)} ms`
        )
        byLan = better(byLan, took)
      }
      if (!fromBundle || !byLan) continue
      say(`import, ${sort}`, fromBundle)
      say(`local network, ${sort}`, byLan)
      goals.push(
        atLeast(
          `local network against import, ${sort}`,
          0.6,
          fromBundle.seconds / byLan.seconds,
          'of its speed'
        )
      )
    }
    sayGoals(goals)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

const parts: Record<string, () => Promise<unknown>> = {
  make: () => makeBundle(partArgs[0] as Sort, Number(partArgs[1]), partArgs[2]!),
  import: () => imported(partArgs[0]!, partArgs[1]!, partArgs[2] as ThingId),
  serve: () =>
    serve(
      partArgs[0]!,
      answer,
      new Promise(over => {
        process.stdin.once('end', over).resume()
      })
    ),
  fetch: () => fetchAll(partArgs[0]!, partArgs[1] as ThingId, Number(partArgs[2]), partArgs[3] as Sort)
}
const part = partName === undefined ? undefined : parts[partName]
if (part) answer(await part())
else await main()
