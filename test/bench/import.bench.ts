import { createHash, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Database } from '../../electron/store/database.ts'
import { hashing } from '../../electron/store/node-crypto.ts'
import { openWhole } from '../../electron/store/open-database.ts'
import type { Run } from '../../shared/record/transport.ts'
import { beginFederation, makeDevice, removeDevices, temporaryHome } from '../record/federation.ts'
import { admitBody, makeScribe, offerBody } from '../record/make.ts'

/**
 * Import and fold of 20,000 entries, visible in lists and search when it ends, against the floor: hashing
 * the same bytes twice and inserting them into the same encrypted SQLite, and nothing else. Both verify
 * nothing away: one durable transaction for each run of 1,000.
 */
const entriesInAll = Number(process.env.CHUMAK_BENCH_ENTRIES ?? 20_000)
const perRun = 1000
const rounds = 3

const note = 'Milled last week under the old oak, in paper sacks of 25 kg, to be fetched before noon'

const makeRuns = (commune: Parameters<typeof offerBody>[0], logs: number) => {
  const members = Array.from({ length: logs }, () => makeScribe())
  for (const [i, member] of members.entries())
    for (let j = 0; j < entriesInAll / logs; j++) {
      const { fields, ...body } = offerBody(commune, `Good ${j % 97}`)
      const rest = { massKg: (j * 7919) % 10_000, bestBefore: '2026-05-12', note: `${note}, ${i}.${j}` }
      member.write({ ...body, fields: { ...fields, ...rest } })
    }
  const runs = members.flatMap(member =>
    Array.from({ length: Math.ceil(member.entries.length / perRun) }, (_, i) =>
      member.run(i * perRun, (i + 1) * perRun)
    )
  )
  return { members, runs }
}

const floor = (runs: Run[]): number => {
  const database: Database = openWhole(join(temporaryHome(), 'floor.sqlite'), randomBytes(32).toString('hex'))
  database.exec(
    'CREATE TABLE entries (n INTEGER PRIMARY KEY, id BLOB, header BLOB, signature BLOB, body BLOB)'
  )
  const insert = database.prepare('INSERT INTO entries (id, header, signature, body) VALUES (?, ?, ?, ?)')
  const began = performance.now()
  for (const run of runs)
    database.transaction(() => {
      for (const { header, signature, body } of run.entries) {
        hashing.sha256(body!)
        insert.run(hashing.sha256(header, signature), header, signature, body)
      }
    })
  const seconds = (performance.now() - began) / 1000
  database.close()
  return seconds
}

const founder = await makeDevice({ handle: 'Stepan' })
const { commune, federation } = beginFederation(founder)
const { members, runs } = makeRuns(commune, 20)
for (const { log } of members) founder.put({ kind: 'admit', fields: admitBody(commune, log).fields })
const bodies = runs.flatMap(run => run.entries.map(raw => raw.body!.length))
const digest = createHash('sha256').update(runs[0]!.entries[0]!.header).digest('hex').slice(0, 8)
console.log(
  `${bodies.length} entries in ${runs.length} runs, bodies of ${Math.round(bodies.reduce((a, b) => a + b) / bodies.length)} bytes (${digest})`
)

const imported = async (): Promise<number> => {
  const store = await makeDevice({ handle: 'Olha' })
  store.setFederation(federation, new Uint8Array(32))
  const arrival = { road: 'bundle', from: founder.device } as const
  for (const run of founder.runsLackedBy([])) store.appendRun(run, arrival)
  const began = performance.now()
  for (const run of runs) store.appendRun(run, arrival)
  const seconds = (performance.now() - began) / 1000
  const { total } = store.list({ kind: 'offer', search: 'oak', limit: 1 })
  if (total !== bodies.length) throw new Error(`${total} offers are visible, not ${bodies.length}`)
  const stateBegan = performance.now()
  store.stats()
  const stateMs = performance.now() - stateBegan
  const listBegan = performance.now()
  store.list({ kind: 'offer', sort: { field: 'massKg' }, offset: bodies.length / 2, limit: 50 })
  console.log(
    `  state hash ${stateMs.toFixed(0)} ms, a page from the middle ${(performance.now() - listBegan).toFixed(1)} ms`
  )
  store.close()
  return seconds
}

const best = { floor: Number.POSITIVE_INFINITY, imported: Number.POSITIVE_INFINITY }
for (let round = 0; round < rounds; round++) {
  best.floor = Math.min(best.floor, floor(runs))
  best.imported = Math.min(best.imported, await imported())
}
removeDevices()
const rate = (seconds: number) => `${Math.round(bodies.length / seconds)} entries/s`
console.log(`floor (hash twice, insert)    ${best.floor.toFixed(2)} s  ${rate(best.floor)}`)
console.log(`import, verified and folded   ${best.imported.toFixed(2)} s  ${rate(best.imported)}`)
console.log(
  `import at ${(best.floor / best.imported).toFixed(2)} of the floor (best of ${rounds} rounds each)`
)
