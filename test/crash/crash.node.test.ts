import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { removeSticks } from '../bundle/federations.ts'
import { removeDevices } from '../record/federation.ts'
import { checkAfter } from './after.ts'
import { Disk, everything, type Luck, namesAlone, nothing, readJournal, type Step } from './disk.ts'
import { randomOf, someOf, writesTo } from './points-of.ts'
import {
  build,
  copyOf,
  edgeMissing,
  makeTemplate,
  newFolder,
  removeFolders,
  run,
  type Template
} from './template.ts'
import { works } from './works.ts'

/** `CHUMAK_CRASH=all`: every point; a number: so many of each work; without it a few. */
const { CHUMAK_CRASH: wanted, CHUMAK_SEED: seed } = process.env
const all = wanted !== undefined
const most = (some: number): number => (wanted === 'all' ? Number.POSITIVE_INFINITY : Number(wanted ?? some))
const random = randomOf(Number(seed ?? 20260503))
const [eio, enospc] = [5, 28]
/** What is told of a full disk, and of a broken one. */
const fullCodes = ['disk-full', 'file-not-written']
const brokenCodes = ['file-not-written', 'home-damaged', 'file-unreadable']
const longMs = 7_200_000

let template: Template

beforeAll(async () => {
  build()
  template = await makeTemplate()
}, 120_000)

afterAll(() => {
  removeDevices()
  removeSticks()
  removeFolders()
})

const tell = (what: string): void => {
  if (all) process.stdout.write(`${what}\n`)
}

interface Done {
  root: string
  steps: Step[]
  points: number
  reads: number
}
const done = new Map<string, Done>()
/** Does the work once, and answers what it did to the disk. */
const stepsOf = (work: string): Done => {
  const known = done.get(work)
  if (known) return known
  const root = copyOf(template.root)
  const journal = join(newFolder(), 'journal')
  const ended = run(['once', work, root], { root, orders: { mode: 'count' }, journal })
  expect(ended.errors).toBe('')
  const { points, reads } = ended.passed
  const steps = readJournal(journal)
  done.set(work, { root, steps, points, reads })
  return { root, steps, points, reads }
}

/** SQLite makes and removes these itself. */
const isSqlite = /(-journal|home\.lock)$/

/** The same for the same names and bytes. */
const imprintOf = (path: string): string =>
  statSync(path).isDirectory()
    ? readdirSync(path)
        .sort()
        .map(name => `${name} ${imprintOf(join(path, name))}`)
        .join('\n')
    : createHash('sha256').update(readFileSync(path)).digest('base64')

/** A coin for each name and each sector. */
const shuffled: Luck = {
  names: count => Math.floor(random() * (count + 1)),
  sector: () => random() < 0.5
}

/** In Electron's Node these stand for all: what differs there is how Node speaks to files, not SQLite. */
const inElectron = ['append', 'backup', 'passphrase', 'drop']
const chosenWorks = process.versions.electron ? inElectron : Object.keys(works)

describe.skipIf(edgeMissing)(`at the edge of the store${edgeMissing ? ` (${edgeMissing})` : ''}`, () => {
  describe.each(chosenWorks)('%s', work => {
    it(
      'killed at its writes and syncs in turn leaves a record that is whole and can go on',
      async () => {
        const { points } = stepsOf(work)
        expect(points).toBeGreaterThan(5)
        const chosen = someOf(points, most(1), random)
        for (const at of chosen) {
          const root = copyOf(template.root)
          const killed = run(['once', work, root], { root, orders: { mode: 'kill', at } })
          expect(killed.signal, `at ${at} of ${points}: ${killed.errors}`).toBe('SIGKILL')
          await checked(`killed at ${at} of ${points}`, work, root, killed.told)
        }
        tell(`${work}: killed at ${chosen.length} of ${points} points`)
      },
      longMs
    )

    it(
      'with the power gone between its writes and syncs loses nothing it told',
      async () => {
        const { root, steps } = stepsOf(work)
        const disk = new Disk(template.root, root)
        const told: string[] = []
        const seen = new Set<string>()
        const chosen = new Set(someOf(steps.length, most(2), random))
        let states = 0
        const look = async (luck: Luck, name: string, at: number) => {
          const left = newFolder()
          disk.leave(left, luck)
          const imprint = imprintOf(left) + told
          if (!seen.has(imprint)) {
            seen.add(imprint)
            states += 1
            await checked(`${name} after step ${at} of ${steps.length}`, work, left, told)
          }
          rmSync(left, { recursive: true, force: true })
        }
        for (const [index, step] of steps.entries()) {
          disk.do(step)
          if (step.name === 'told') told.push(...step.bytes.toString('utf8').trim().split('\n'))
          const { name, b } = step
          const isNew = name === 'open' && b !== 0 && !isSqlite.test(step.bytes.toString('utf8'))
          const here = chosen.has(index + 1)
          if (here || isNew || (here && index % 2 === 0)) await look(everything, 'everything', index + 1)
          if (all || name === 'told') await look(nothing, 'nothing', index + 1)
          if (all || name === 'rename') await look(namesAlone, 'names alone', index + 1)
          if (all || here) await look(shuffled, 'by chance', index + 1)
        }
        // what was noted is what was done
        const left = newFolder()
        disk.leave(left, everything)
        expect(imprintOf(left)).toBe(imprintOf(root))
        tell(`${work}: ${states} different states after ${steps.length} steps`)
      },
      longMs
    )

    it(
      'with the disk full, or broken, at its calls in turn says so, loses nothing and can be done after all',
      async () => {
        // few are done in one process for all works
        const outcomes = await failing(all ? casesOf(work) : chosenWorks.flatMap(casesOf))
        for (const [one, { root, code, failures, told }] of outcomes) {
          if (!one.startsWith(`${work}:`)) continue
          if (one.includes('failChanges')) expect(failures, one).toBeGreaterThan(0)
          expect([null, ...(one.endsWith(`:${enospc}:1`) ? fullCodes : brokenCodes)], one).toContain(code)
          await checked(one, work, root, told)
        }
        const { points, reads } = stepsOf(work)
        const silent = [...outcomes.values()].filter(({ code }) => code === null).length
        tell(
          `${work}: ${points} points, ${reads} reads: ${outcomes.size} cases, ${silent} of them without a word`
        )
      },
      longMs
    )
  })

  it(
    'a disk that keeps other bytes than it was given is found out before the old file goes',
    async () => {
      const targets = Object.entries({ export: '.out.caravan', backup: '.record.chumak', drop: '.segment' })
      for (const [work, path] of targets) {
        const writes = writesTo(stepsOf(work).steps, path)
        expect(writes.length).toBeGreaterThan(0)
        for (const [one, outcome] of await failing(writes.map(at => `${work}:spoil:${at}:0:0`))) {
          expect(outcome, one).toMatchObject({ failures: 1, code: 'file-not-written' })
          await checked(one, work, outcome.root, outcome.told)
        }
      }
    },
    longMs
  )
})

it.skipIf(edgeMissing)(
  'append: what a full disk does not let be taken back is taken back before anything is written on it',
  async () => {
    const writes = writesTo(stepsOf('append').steps, 'home/record.sqlite')
    const some = writes.filter((_, index) => index % 8 === 0)
    const outcomes = await failing(some.map(at => `append:failChanges:${at}:${enospc}:1`))
    expect(outcomes.size).toBeGreaterThan(5)
    for (const [one, { root, code, told }] of outcomes) {
      expect(fullCodes, one).toContain(code)
      await checked(one, 'append', root, told)
    }
  },
  longMs
)

it.skipIf(edgeMissing)(
  'restore: a record that the disk does not let be closed is not taken for whole',
  async () => {
    // as it is closed, the last of it goes into the file
    const writes = writesTo(stepsOf('restore').steps, 'building/record.sqlite').slice(-60)
    const cases = writes
      .filter((_, index) => index % 12 === 0)
      .map(at => `restore:failChanges:${at}:${eio}:0`)
    const outcomes = await failing(cases)
    for (const [one, { root, told }] of outcomes) await checked(one, 'restore', root, told)
    expect([...outcomes.values()].some(({ code }) => code === 'file-not-written')).toBe(true)
  },
  longMs
)

const chosenCases = new Map<string, string[]>()
/** What fails in a work: the same whenever it is asked for. */
const casesOf = (work: string): string[] => {
  const known = chosenCases.get(work)
  if (known) return known
  const { points, reads } = stepsOf(work)
  const at = (mode: string, errno: number, lasting: number) => (point: number) =>
    `${work}:${mode}:${point}:${errno}:${lasting}`
  const cases = [
    ...someOf(points, most(1), random).map(at('failChanges', enospc, 1)),
    ...someOf(points, most(1), random).map(at('failChanges', eio, 0)),
    ...(all ? someOf(points, most(1), random).map(at('failChanges', eio, 1)) : []),
    ...someOf(reads, most(1), random).map(at('failReads', eio, 0))
  ]
  chosenCases.set(work, cases)
  return cases
}

interface Outcome {
  /** where it happened */
  root: string
  told: string[]
  failures: number
  code: string | null
}

const failed = new Map<string, Outcome>()
/** Each case on a copy of its own, many in one process, and none a second time. */
const failing = async (cases: string[]): Promise<Map<string, Outcome>> => {
  const fresh = cases.filter(one => !failed.has(one))
  for (let from = 0; from < fresh.length; from += 200) {
    const some = fresh.slice(from, from + 200)
    const base = newFolder()
    const ended = run(['fail', template.root, base, ...some], { root: base, orders: { mode: 'count' } })
    expect(ended.errors).toBe('')
    expect(ended.told).toHaveLength(some.length)
    for (const [index, line] of ended.told.entries())
      failed.set(some[index]!, { ...JSON.parse(line), root: join(base, String(index)) })
  }
  return new Map(cases.map(one => [one, failed.get(one)!]))
}

const checked = async (when: string, work: string, root: string, told: string[]): Promise<void> => {
  try {
    await checkAfter(template, work, root, told)
  } catch (error) {
    throw new Error(`${work}, ${when}: ${error instanceof Error ? error.message : error}`, { cause: error })
  }
  rmSync(root, { recursive: true, force: true })
}
