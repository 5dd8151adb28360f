import type { Entry } from '#shared/record/entry.ts'
import type { FoldReport, Intake } from '#shared/record/record-store.ts'
import type { Run } from '#shared/record/run.ts'
import { ownTurn } from '../own-turn.ts'
import type { FoldOutcome } from './folder.ts'
import type { Making } from './making.ts'

/** Fewer than this are folded as they come, whole at once. */
const fewEntries = 5000
/** Indexes are dropped and made again where the new entries are at least this part of those held. */
const muchOfHeld = 1 / 3
/** Listeners hear no more often than this that something changed. */
const tellEveryMs = 800

export interface IntakeDeps {
  making: Making
  expected: number
  /** entries held already */
  held(): number
  append(runs: Entry[][], more: boolean): FoldOutcome & { added: number; filled: number }
  verify(run: Run): Entry[]
  tell(outcome: Pick<FoldOutcome, 'byKind' | 'counting'>): void
  /** how many of the entries that came since this intake began do not count */
  setAside(): number
  durably(work: () => void): void
  /** in the transaction that gathers */
  gathered(work: () => void): void
}

/** Takes entries in by the many; see `Intake`. */
export const intakeOf = (deps: IntakeDeps): Intake => {
  const { making, expected, held, verify, append, tell, durably, gathered } = deps
  const many = expected >= fewEntries && making.begin(expected >= held() * muchOfHeld, durably)
  const report: FoldReport = { byKind: {}, contested: 0, setAside: 0 }
  let untold: Pick<FoldOutcome, 'byKind' | 'counting'> = { byKind: {}, counting: [] }
  let toldAtMs = performance.now()
  const tellSometimes = (now: boolean) => {
    if (!now && performance.now() - toldAtMs < tellEveryMs) return
    toldAtMs = performance.now()
    tell(untold)
    untold = { byKind: {}, counting: [] }
  }
  const take = (runs: Entry[][]): { added: number; filled: number } => {
    const outcome = append(runs, many)
    if (many) making.wrote(outcome.added + outcome.filled)
    addFold(report, outcome)
    if (many) {
      untold.counting.push(...outcome.counting)
      Object.assign(untold.byKind, outcome.byKind)
      tellSometimes(false)
    }
    return { added: outcome.added, filled: outcome.filled }
  }
  return {
    gathers: many,
    take,
    takeRun: run => take([verify(run)]),
    gather: () => many && making.gather(gathered),
    sync: () => {
      if (many) making.commit()
    },
    finish: async () => {
      if (!many) return report
      for (const again of making.finish(gathered)) {
        if (again) {
          addFold(report, again)
          untold.counting.push(...again.counting)
          Object.assign(untold.byKind, again.byKind)
        }
        await ownTurn()
      }
      tellSometimes(true)
      // what was set aside as it came may have been found to count since
      return { ...report, setAside: deps.setAside() }
    }
  }
}

const addFold = (report: FoldReport, fold: FoldReport): void => {
  report.contested += fold.contested
  report.setAside += fold.setAside
  for (const [kind, { added, changed }] of Object.entries(fold.byKind)) {
    const sum = report.byKind[kind] ?? { added: 0, changed: 0 }
    report.byKind[kind] = { added: sum.added + added, changed: sum.changed + changed }
  }
}
