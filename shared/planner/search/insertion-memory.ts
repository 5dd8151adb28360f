import type { Model } from './model'

/** Entries remembered at most, 24 bytes each; a problem with more (a thousand vehicles) does without. */
const MOST_ENTRIES = 4_000_000

/**
 * What inserting a request into a route was found to cost, for as long as the route stays as it is. A ruin
 * touches few routes, so most of what a recreation asks about the others has been answered before.
 * Entry: `request * vehicles + route`. Versions are the routes' own, from 1.
 */
export class InsertionMemory {
  private readonly versions: Float64Array
  private readonly costs: Float64Array
  /** Positions; the first is 0 when it is only known that no place costs less. */
  private readonly firsts: Int32Array
  private readonly seconds: Int32Array

  constructor({ requestCount, vehicleCount }: Model) {
    const entries = requestCount * vehicleCount
    const size = entries <= MOST_ENTRIES ? entries : 0
    this.versions = new Float64Array(size)
    this.costs = new Float64Array(size)
    this.firsts = new Int32Array(size)
    this.seconds = new Int32Array(size)
  }

  /** No place costs less; -Infinity when nothing is known. */
  least(entry: number, version: number): number {
    return this.versions[entry] === version ? this.costs[entry]! : -Infinity
  }

  /** Whether `least` is a cost, with its place, and not a bound alone. */
  isExact(entry: number, version: number): boolean {
    return this.versions[entry] === version && this.firsts[entry]! > 0
  }

  at(entry: number): number {
    return this.firsts[entry]!
  }

  atSecond(entry: number): number {
    return this.seconds[entry]!
  }

  note(entry: number, version: number, cost: number, at: number, atSecond: number): void {
    this.versions[entry] = version
    this.costs[entry] = cost
    this.firsts[entry] = at
    this.seconds[entry] = atSecond
  }

  noteBound(entry: number, version: number, cost: number): void {
    this.note(entry, version, cost, 0, 0)
  }
}
