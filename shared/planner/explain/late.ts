import { evaluateIndexed, routesOf } from '../evaluate'
import type { Problem } from '../problem'
import { indexProblem, type ProblemIndex } from '../problem-index'
import type { Late, LateRemedy, Route, Solution, Together } from '../solution'
import { TOLERANCE } from '../timing/clock'
import type { TimedRoute } from '../timing/time-route'
import { applyRemedy } from './changes'
import { type Lever, leversFor } from './levers'
import type { Work } from './work'

const MOST_LATE = 60
const MOST_REMEDIES = 6
const MOST_PAIRS = 3

/**
 * For each late visit the constraint that binds and the least changes that bring it on time, each tried on the
 * problem with the order as it is. Visits beyond the bound on the work stay `notExamined`.
 */
export function explainLate(index: ProblemIndex, solution: Solution, work: Work): Late[] {
  const routes = routesOf(solution)
  const concerned = routes.filter(route => solution.late.some(late => late.vehicle === route.vehicle))
  const timed = new Map(concerned.map(route => [route.vehicle, { route, before: work.time(index, route) }]))
  const visits = solution.late.map((late, i) =>
    i < MOST_LATE ? new LateVisit(index, solution, routes, timed.get(late.vehicle)!, late, work) : undefined
  )
  // Pairs are dear and matter less than to know what binds: they get what work is left.
  const explained = solution.late.map((late, i) => (work.done ? late : (visits[i]?.explain() ?? late)))
  return explained.map((late, i) => {
    const examined = late.binding.code !== 'notExamined'
    if (work.done || !examined || late.whatWouldFree.length > 0) return late
    return { ...late, together: visits[i]!.pairs() }
  })
}

/** A lever and how far it has to be moved. */
interface Move {
  readonly lever: Lever
  readonly steps: number
}

const remedyOf = ({ lever, steps }: Move): LateRemedy => lever.remedy(steps)
const amountOf = (moves: readonly Move[]) =>
  moves.reduce((sum, { lever, steps }) => sum + lever.amount(steps), 0)

class LateVisit {
  private readonly position: number
  private readonly wantedByS: number
  private readonly route: Route
  private readonly before: TimedRoute
  private readonly latenessBefore: readonly number[]
  private readonly levers: ReturnType<typeof leversFor>

  constructor(
    private readonly index: ProblemIndex,
    private readonly solution: Solution,
    private readonly routes: readonly Route[],
    { route, before }: { readonly route: Route; readonly before: TimedRoute },
    private readonly late: Late,
    private readonly work: Work
  ) {
    this.route = route
    this.before = before
    this.position = route.calls.findIndex(call => call.held && call.stop === late.stop)
    this.wantedByS = index.stopById.get(late.stop)!.wantedByS!
    this.latenessBefore = this.lateness(before)
    this.levers = leversFor(index, route, before, this.position, late.byS)
  }

  explain(): Late {
    const singles = this.levers.alone
      .flatMap(lever => this.leastMove(lever, []) ?? [])
      .filter(move => this.holds([move]))
      .sort((a, b) => amountOf([a]) - amountOf([b]))
    if (singles.length > 0)
      return {
        ...this.late,
        binding: singles[0]!.lever.binding,
        whatWouldFree: singles.slice(0, MOST_REMEDIES).map(remedyOf)
      }
    return { ...this.late, binding: this.costliest(this.levers.alone) }
  }

  /** The constraint without which it would begin earliest. */
  private costliest(levers: readonly Lever[]): Late['binding'] {
    let earliest = this.before.calls[this.position]!.startS - TOLERANCE
    let binding: Late['binding'] = { code: 'way' }
    for (const lever of levers) {
      const { startS } = this.timed([{ lever, steps: lever.most }]).calls[this.position]!
      if (startS >= earliest) continue
      earliest = startS
      binding = lever.binding
    }
    return binding
  }

  /** What comes before the wait for a window can only help together with that window. */
  pairs(): Together<LateRemedy>[] {
    const { alone, beyond } = this.levers
    const found: (readonly [Move, Move])[] = []
    for (const [i, first] of alone.entries()) {
      const others = [...alone.slice(i + 1), ...(first.binding.code === 'windowOpens' ? beyond : [])]
      for (const second of others) {
        if (this.work.done || found.length === MOST_PAIRS) break
        const a = this.leastMove(first, [{ lever: second, steps: second.most }])
        const b = a && this.leastMove(second, [a])
        if (a && b && this.holds([a, b])) found.push([a, b])
      }
    }
    found.sort((a, b) => amountOf(a) - amountOf(b))
    return found.map(([a, b]) => [remedyOf(a), remedyOf(b)])
  }

  /** The fewest steps that do, other moves made as well; found by halving, so least where more never harms. */
  private leastMove(lever: Lever, others: readonly Move[]): Move | undefined {
    const frees = (steps: number) => this.frees([{ lever, steps }, ...others])
    // As much as is lacking often does, and exactly that; more may break another limit.
    const { lacking, most } = lever
    let low = 0
    let high = most
    if (lacking > 0 && lacking < most && frees(lacking)) {
      high = lacking
      if (lacking > 1 && !frees(lacking - 1)) low = lacking - 1
    } else if (!frees(most)) return undefined
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (frees(middle)) high = middle
      else low = middle
    }
    return { lever, steps: high }
  }

  private timed(moves: readonly Move[]): TimedRoute {
    this.work.count(this.index, [])
    return this.work.time(indexProblem(this.changed(moves)), this.route)
  }

  private changed(moves: readonly Move[]): Problem {
    return moves.reduce((problem, move) => applyRemedy(problem, remedyOf(move)), this.index.problem)
  }

  /** On time, and nothing else on this route broken or later. */
  private frees(moves: readonly Move[]): boolean {
    const after = this.timed(moves)
    if (after.violations.length > this.before.violations.length) return false
    if (after.calls[this.position]!.startS > this.wantedByS + TOLERANCE) return false
    return this.lateness(after).every((byS, i) => byS <= this.latenessBefore[i]! + TOLERANCE)
  }

  /** The same for the whole answer: a stop's window may matter to other vehicles too. */
  private holds(moves: readonly Move[]): boolean {
    this.work.count(this.index, this.routes)
    const after = evaluateIndexed(indexProblem(this.changed(moves)), this.routes)
    const allowed = new Map(this.solution.late.map(({ stop, byS }) => [stop, byS + TOLERANCE]))
    return (
      after.violations.length <= this.solution.violations.length &&
      after.late.every(
        ({ stop, byS }) => byS <= TOLERANCE || (stop !== this.late.stop && byS <= (allowed.get(stop) ?? 0))
      )
    )
  }

  private lateness({ calls }: TimedRoute): number[] {
    return this.route.calls.map(({ stop, held }, c) => {
      const wantedByS = held ? (this.index.stopById.get(stop)!.wantedByS ?? Infinity) : Infinity
      return Math.max(0, calls[c]!.startS - wantedByS)
    })
  }
}
