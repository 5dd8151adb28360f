/** Real records on disk that each case finds as the one before it did. */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore, recordPath, type Store } from '../../electron/store/open-store.ts'
import { saltPath } from '../../electron/store/vault.ts'
import type { Entry } from '../../shared/record/entry.ts'
import { testPassphrase, testScryptCost } from '../record/federation.ts'
import { sha256, type World } from './signed.ts'

/** All of a run's files lie in it; `end` removes it. */
export const workshop = mkdtempSync(join(tmpdir(), 'chumak-fuzz-'))
export const secret = new Uint8Array(32).fill(7)

const clock = () => Date.UTC(2026, 4, 3)

/** A home that was filled once, and copies of it. */
export const templateOf = (name: string, fill: (store: Store) => void | Promise<void>) => {
  const home = join(workshop, `${name}-template`)
  let filled: Promise<void> | null = null
  let copies = 0
  const make = async () => {
    const create = { handle: 'Olha' }
    const store = await openStore({
      ...{ home, create, clock },
      ...{ passphrase: testPassphrase, scryptCost: testScryptCost }
    })
    await fill(store)
    store.close()
  }
  return async (): Promise<string> => {
    filled ??= make()
    await filled
    const copy = join(workshop, `${name}-${copies++}`)
    mkdirSync(copy)
    for (const path of [saltPath, recordPath]) copyFileSync(path(home), path(copy))
    return copy
  }
}

/** The bytes of a record, whatever they say. */
const imprintOf = (home: string): string => sha256(readFileSync(recordPath(home)))

export interface Held {
  store: Store
  home: string
  /** Throws where the record is not what it was, in its bytes or in what is held of it in memory. */
  expectUnchanged(): void
}

/** An open store that is the same at the beginning of every case: once it was changed, another takes its place. */
export const recordsOf = (name: string, fill: (store: Store) => void | Promise<void>) => {
  const copyHome = templateOf(name, fill)
  let held: Held | null = null
  const open = async (): Promise<Held> => {
    const home = await copyHome()
    const store = await openStore({ home, passphrase: testPassphrase, clock })
    const bytes = imprintOf(home)
    const have = JSON.stringify(store.have())
    const standing = JSON.stringify(store.standing())
    return {
      store,
      home,
      expectUnchanged() {
        if (JSON.stringify(store.have()) !== have) throw new Error('refused, and other heads are held')
        if (JSON.stringify(store.standing()) !== standing) throw new Error('refused, and it stands elsewhere')
        if (imprintOf(home) !== bytes) throw new Error('refused, and the record has other bytes')
      }
    }
  }
  return {
    async take(): Promise<Held> {
      held ??= await open()
      return held
    },
    spoil(): void {
      held?.store.close()
      if (held) rmSync(held.home, { recursive: true, force: true })
      held = null
    }
  }
}
export type Records = ReturnType<typeof recordsOf>

/** What a store holds of the world's authors was signed by them, and the whole of it verifies. */
export const expectSound = (store: Store, world: World): void => {
  const { problems } = store.verifyAll()
  if (problems.length > 0) throw new Error(`taken, and it does not verify: ${JSON.stringify(problems[0])}`)
  for (const { log } of world.authors) world.expectSigned(entriesOf(store, log).map(({ raw }) => raw))
}

/** All that is held of a log. */
const entriesOf = (store: Store, log: string): Entry[] => {
  const others = store.have().filter(held => held.log !== log)
  return [...store.runsLackedBy(others)].flatMap(run =>
    run.entries.map(raw => ({ raw, log: run.log }) as Entry)
  )
}
