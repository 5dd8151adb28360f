import type { Model } from './model'
import type { Neighbours } from './neighbours'
import type { Random } from './random'
import type { SearchState } from './search-state'

export interface StringSettings {
  /** Average number of nodes removed. */
  readonly averageRemoved: number
  readonly longestString: number
  /** Share of strings that keep a piece in their middle, and how that piece grows. */
  readonly splitShare: number
  readonly splitGrowth: number
}

export const DEFAULT_STRINGS: StringSettings = {
  averageRemoved: 15,
  longestString: 10,
  splitShare: 0.5,
  splitGrowth: 0.01
}

/**
 * Takes strings of neighbouring nodes out of routes that pass near one another: slack in space and in
 * capacity at the same spot (SISR: Christiaens and Vanden Berghe 2020, https://doi.org/10.1287/trsc.2019.0914).
 * A pick-up leaves together with its delivery. With fewer routes than strings, a route gives several.
 */
export class StringRemoval {
  private readonly marks: Uint8Array
  private readonly chosen: Int32Array
  private chosenCount = 0
  private readonly ruined: Uint8Array

  constructor(
    private readonly model: Model,
    private readonly neighbours: Neighbours,
    private readonly random: Random,
    private readonly settings: StringSettings
  ) {
    this.marks = new Uint8Array(model.requestCount)
    this.chosen = new Int32Array(model.requestCount)
    this.ruined = new Uint8Array(model.vehicleCount)
  }

  ruin(state: SearchState): void {
    const { model, random, neighbours } = this
    const { averageRemoved, longestString } = this.settings
    let used = 0
    let placed = 0
    for (const route of state.routes) {
      if (route.length > 0) used++
      placed += route.length
      this.ruined[route.vehicle] = 0
    }
    if (placed === 0) return
    const longest = Math.min(longestString, placed / used)
    const mostStrings = (4 * averageRemoved) / (1 + longest) - 1
    const strings = Math.floor(random.next() * mostStrings + 1)
    const oncePerRoute = used >= strings
    const seed = random.below(model.nodeCount)
    let done = 0
    this.chosenCount = 0
    for (let i = 0; i < neighbours.size && done < strings; i++) {
      const node = neighbours.list[seed * neighbours.size + i]!
      const r = state.routeOf[node]!
      if (r < 0 || (oncePerRoute && this.ruined[r]) || this.marks[model.requestOf[node]!]) continue
      const length = state.routes[r]!.length
      const most = Math.min(length, longest)
      this.takeString(state, r, state.positionOf[node]!, Math.floor(random.next() * most + 1))
      this.ruined[r] = 1
      done++
    }
    state.removeMarked(this.marks, this.chosen, this.chosenCount)
    for (let i = 0; i < this.chosenCount; i++) this.marks[this.chosen[i]!] = 0
  }

  private takeString(state: SearchState, r: number, position: number, count: number): void {
    const { random, settings } = this
    const { node, length } = state.routes[r]!
    let kept = 0
    if (count > 1 && count < length && random.next() < settings.splitShare) {
      kept = 1
      while (count + kept < length && random.next() > settings.splitGrowth) kept++
    }
    const span = Math.min(length, count + kept)
    const earliest = Math.max(1, position - span + 1)
    const latest = Math.min(position, length - span + 1)
    const from = earliest + random.below(latest - earliest + 1)
    const keptFrom = kept > 0 ? from + 1 + random.below(count - 1) : 0
    for (let k = from; k < from + span; k++) {
      if (kept > 0 && k >= keptFrom && k < keptFrom + kept) continue
      const request = this.model.requestOf[node[k]!]!
      if (this.marks[request]) continue
      this.marks[request] = 1
      this.chosen[this.chosenCount++] = request
    }
  }
}
