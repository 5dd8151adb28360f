import type { Model } from './model'
import type { SearchRoute } from './search-route'
import type { SearchState } from './search-state'
import { throughStretch } from './stretch-times'

/** How many of the nearest nodes that can still be reached in time are tried behind a node. */
const NEAREST = 16
/** Longest of the two stretches where it is free to choose. */
const LONGEST = 15
/** Sums of doubles: see the kernels. */
const EPSILON = 1e-7

/**
 * Or-opt for one route with windows: exchanges two stretches side by side, as they are, wherever the way gets shorter
 * and everything stays in time (Or 1976; Savelsbergh 1985). Looked at are only nodes that are followed by another than
 * at `begin`, and only what is nearer to them than what follows now: of the three new legs of an improvement at least
 * one is shorter than the old one from the same node.
 */
export class WindowOrOpt {
  private readonly near: number
  /** `near` a row, nearest first; -1: no more. */
  private readonly list: Int32Array
  private readonly followedBy: Int32Array
  /** Nodes behind which to look, each once: a ring. */
  private readonly queue: Int32Array
  private readonly waiting: Uint8Array
  private head = 0
  private count = 0

  constructor(private readonly model: Model) {
    const { nodeCount } = model
    this.near = Math.min(NEAREST, nodeCount)
    this.list = nearestInTime(model, this.near)
    this.followedBy = new Int32Array(nodeCount + 1)
    this.queue = new Int32Array(nodeCount + 1)
    this.waiting = new Uint8Array(nodeCount + 1)
  }

  /** One vehicle, driving at any hour, with nothing aboard and no order promised: only windows need looking at. */
  static suits({ vehicleCount, calendar, dimensions, second, chains }: Model): boolean {
    return (
      vehicleCount === 1 &&
      !calendar &&
      dimensions === 0 &&
      second.every(node => node < 0) &&
      chains.every(chain => chain.length < 2)
    )
  }

  /** Mends the route, changed since `begin`, until nothing near the changes can be improved. */
  mend(state: SearchState): void {
    if (state.touchedCount === 0) return
    this.wakeChanged(state.atBegin(0), state.routes[0]!)
    const size = this.queue.length
    while (this.count > 0) {
      const node = this.queue[this.head]!
      this.head = this.head + 1 === size ? 0 : this.head + 1
      this.count--
      this.waiting[node] = 0
      while (this.improveBehind(state, this.isStart(node) ? 0 : state.positionOf[node]!));
    }
  }

  /** Start and end have one number, behind those of the nodes: nothing comes before the one or behind the other. */
  private isStart(node: number): boolean {
    return node === this.model.nodeCount
  }

  private nodeAt({ node, length }: SearchRoute, k: number): number {
    return k === 0 || k > length ? this.model.nodeCount : node[k]!
  }

  private wakeChanged(before: SearchRoute, now: SearchRoute): void {
    const { followedBy } = this
    followedBy.fill(-1)
    for (let k = 0; k <= before.length; k++) followedBy[this.nodeAt(before, k)] = this.nodeAt(before, k + 1)
    for (let k = 0; k <= now.length; k++)
      if (followedBy[this.nodeAt(now, k)] !== this.nodeAt(now, k + 1)) this.wake(this.nodeAt(now, k))
  }

  private wake(node: number): void {
    if (this.waiting[node]) return
    this.waiting[node] = 1
    const tail = this.head + this.count
    this.queue[tail < this.queue.length ? tail : tail - this.queue.length] = node
    this.count++
  }

  /** Puts a near node behind position `i`; true when that made the way shorter. */
  private improveBehind(state: SearchState, i: number): boolean {
    const { list, near } = this
    const { distance, width, place, vehicles } = this.model
    const route = state.routes[0]!
    const { place: p, leg, length } = route
    const row = this.nodeAt(route, i) * near
    for (let c = 0; c < near; c++) {
      const next = list[row + c]!
      if (next < 0) return false
      const end = this.isStart(next)
      const gain = leg[i]! - distance[p[i]! * width + (end ? vehicles[0]!.endPlace : place[next]!)]!
      if (!(gain > EPSILON)) return false
      if (!end && state.routeOf[next]! < 0) continue
      const j = end ? length + 1 : state.positionOf[next]!
      if (
        j > i
          ? this.bring(state, i, j, gain) || this.carry(state, i, j, gain)
          : this.putOff(state, i, j, gain)
      )
        return true
    }
    return false
  }

  /** What begins at `j` comes right behind `i`, before what was there. */
  private bring(state: SearchState, i: number, j: number, gain: number): boolean {
    const { distance, width } = this.model
    const { node, place: p, leg, length } = state.routes[0]!
    const skipped = p[j - 1]! * width
    const most = Math.min(length, j + LONGEST - 1)
    for (let k = j; k <= most && this.canFollow(node[k]!, node[i + 1]!); k++) {
      const more =
        distance[p[k]! * width + p[i + 1]!]! + distance[skipped + p[k + 1]!]! - leg[k]! - leg[j - 1]!
      if (more < gain - EPSILON && this.exchange(state, i + 1, j, k + 1)) return true
    }
    return false
  }

  /** What ends with `i` goes forward to just before `j`. */
  private carry(state: SearchState, i: number, j: number, gain: number): boolean {
    const { distance, width } = this.model
    const { node, place: p, leg } = state.routes[0]!
    const last = p[j - 1]! * width
    const least = Math.max(1, i - LONGEST + 1)
    for (let k = i; k >= least && this.canFollow(node[j - 1]!, node[k]!); k--) {
      const more =
        distance[p[k - 1]! * width + p[i + 1]!]! + distance[last + p[k]!]! - leg[k - 1]! - leg[j - 1]!
      if (more < gain - EPSILON && this.exchange(state, k, i + 1, j)) return true
    }
    return false
  }

  /** What begins at `j`, before `i`, is put off until behind `i`. */
  private putOff(state: SearchState, i: number, j: number, gain: number): boolean {
    const { distance, width } = this.model
    const { place: p, leg } = state.routes[0]!
    const before = p[j - 1]! * width
    const most = Math.min(i - 1, j + LONGEST - 1)
    for (let k = j; k <= most; k++) {
      const more =
        distance[before + p[k + 1]!]! + distance[p[k]! * width + p[i + 1]!]! - leg[k]! - leg[j - 1]!
      if (more < gain - EPSILON && this.exchange(state, j, k + 1, i + 1)) return true
    }
    return false
  }

  /** Whether `b` can come anywhere behind `a`. */
  private canFollow(a: number, b: number): boolean {
    const { open, close, service } = this.model
    return open[a]! + service[a]! <= close[b]! + EPSILON
  }

  /** Exchanges `from … middle` and `middle … until` if everything stays in time. */
  private exchange(state: SearchState, from: number, middle: number, until: number): boolean {
    const route = state.routes[0]!
    const { depart, place, late } = route
    const { times, vehicles, width } = this.model
    const reached = throughStretch(
      this.model,
      depart[from - 1]!,
      place[from - 1]!,
      route,
      route,
      middle,
      until
    )
    const left = throughStretch(this.model, reached, place[until - 1]!, route, route, from, middle)
    // Said apart: without a latest return, `late` is infinite too.
    if (left === Infinity) return false
    const drive = times[vehicles[0]!.speed]![place[middle - 1]! * width + place[until]!]!
    if (left + drive > late[until]! + EPSILON) return false
    this.wake(this.nodeAt(route, from - 1))
    this.wake(this.nodeAt(route, middle - 1))
    this.wake(this.nodeAt(route, until - 1))
    state.turnAbout(0, from, middle, until)
    return true
  }
}

/** For each node, and last for the start, what can follow it in time, nearest first, `near` a row; -1 where there is less. */
function nearestInTime(model: Model, near: number): Int32Array {
  const { nodeCount, place, width, distance, open, close, service } = model
  const { startPlace, endPlace, from, until, speed } = model.vehicles[0]!
  const drive = model.times[speed]!
  const list = new Int32Array((nodeCount + 1) * near).fill(-1)
  const all = Array.from({ length: nodeCount + 1 }, (_, node) => node)
  for (const a of all) {
    const start = a === nodeCount
    const row = (start ? startPlace : place[a]!) * width
    const soonest = start ? from : Math.max(from, open[a]!) + service[a]!
    const ways = new Float64Array(near).fill(Infinity)
    for (const b of all) {
      const end = b === nodeCount
      const leg = row + (end ? endPlace : place[b]!)
      const inTime = soonest + drive[leg]! <= (end ? until : close[b]!) + EPSILON
      if (a === b || !inTime || !(distance[leg]! < ways[near - 1]!)) continue
      let k = near - 1
      for (; k > 0 && ways[k - 1]! > distance[leg]!; k--) {
        ways[k] = ways[k - 1]!
        list[a * near + k] = list[a * near + k - 1]!
      }
      ways[k] = distance[leg]!
      list[a * near + k] = b
    }
  }
  return list
}
