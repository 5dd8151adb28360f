import { Annealing } from './annealing'
import type { Budget } from './budget'
import { doubleBridge } from './double-bridge'
import { orOpt, orOptTurned } from './or-opt'
import { Random } from './random'
import { Tour } from './tour'
import type { TourProblem } from './tour-problem'
import { twoOpt } from './two-opt'

/** Temperatures as shares of the mean edge. */
const HOT = 0.1
const COLD = 0.001
/** Short runs from scratch, their share of the budget each, and then one from the best of them. */
const RUNS = 3
const RUN_SHARE = 0.2
const LOOK_EVERY = 64

/**
 * Iterated local search for one tour: kick somewhere, mend there, keep or take back (Lourenço, Martin and
 * Stützle 2003). `onBetter` gets each better tour, from the depot on.
 */
export async function searchTour(
  problem: TourProblem,
  budget: Budget,
  seed: number,
  onBetter: (order: Int32Array) => void
): Promise<Int32Array> {
  const random = new Random(seed)
  const improver = new TourImprover(problem)
  const { tour } = improver
  let best = Infinity
  let bestOrder = tour.at.slice()
  const keep = (length: number) => {
    if (!(length < best - 1e-9)) return
    best = length
    bestOrder = tour.at.slice()
    onBetter(fromDepot(bestOrder))
  }
  for (let run = 0; run <= RUNS && !budget.stopped(); run++) {
    const last = run === RUNS
    tour.set(last ? bestOrder : nearestNeighbour(problem, random))
    let length = improver.improveAll()
    keep(length)
    const from = budget.share
    const until = last ? 1 : (run + 1) * RUN_SHARE
    const mean = length / problem.size
    const annealing = new Annealing((last ? 0.3 : 1) * HOT * mean, COLD * mean)
    for (let i = 1; ; i++) {
      if (i % LOOK_EVERY === 0) {
        if (budget.stopped() || budget.share >= until) break
        annealing.cool((budget.share - from) / (until - from))
        await budget.breathe()
      }
      budget.iterations++
      tour.mark()
      const kicked = length + doubleBridge(problem, tour, random, improver.wake)
      const now = kicked - improver.mend()
      if (now >= annealing.threshold(length, 1 - random.next())) tour.undo()
      else {
        length = now
        keep(length)
      }
    }
  }
  return fromDepot(bestOrder)
}

/** The order without the depot, which is the last node, beginning behind it. */
function fromDepot(order: Int32Array): Int32Array {
  const depot = order.length - 1
  const at = order.indexOf(depot)
  return Int32Array.from({ length: depot }, (_, i) => order[(at + 1 + i) % order.length]!)
}

function nearestNeighbour(problem: TourProblem, random: Random): Int32Array {
  const { size, distance } = problem
  const order = new Int32Array(size)
  const done = new Uint8Array(size)
  let at = random.below(size)
  for (let i = 0; i < size; i++) {
    order[i] = at
    done[at] = 1
    let next = -1
    for (let b = 0; b < size; b++)
      if (!done[b] && (next < 0 || distance[at * size + b]! < distance[at * size + next]!)) next = b
    at = next
  }
  return order
}

/** Mends a tour around the nodes that were woken. */
class TourImprover {
  readonly tour: Tour
  private readonly queue: Int32Array
  private readonly waiting: Uint8Array
  private head = 0
  private count = 0

  constructor(private readonly problem: TourProblem) {
    this.tour = new Tour(problem.size)
    this.queue = new Int32Array(problem.size)
    this.waiting = new Uint8Array(problem.size)
  }

  readonly wake = (node: number): void => {
    if (this.waiting[node]) return
    this.waiting[node] = 1
    const tail = this.head + this.count
    this.queue[tail < this.problem.size ? tail : tail - this.problem.size] = node
    this.count++
  }

  /** Mends everywhere; gives the tour's length. */
  improveAll(): number {
    const { size, distance } = this.problem
    for (let i = 0; i < size; i++) this.wake(this.tour.at[i]!)
    this.mend()
    let length = 0
    for (let i = 0; i < size; i++)
      length += distance[this.tour.at[i]! * size + this.tour.at[i + 1 === size ? 0 : i + 1]!]!
    return length
  }

  /** Improves until nothing woken can be; gives what was gained. */
  mend(): number {
    const { problem, tour, wake } = this
    let gained = 0
    while (this.count > 0) {
      const node = this.queue[this.head]!
      this.head = this.head + 1 === problem.size ? 0 : this.head + 1
      this.count--
      this.waiting[node] = 0
      for (;;) {
        let gain = problem.symmetric ? twoOpt(problem, tour, node, wake) : orOpt(problem, tour, node, wake)
        if (gain === 0 && problem.symmetric) gain = orOptTurned(problem, tour, node, wake)
        if (gain === 0) break
        gained += gain
      }
    }
    return gained
  }
}
