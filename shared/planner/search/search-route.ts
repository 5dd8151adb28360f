import type { Model } from './model'

/**
 * One vehicle's route with what the kernels remember of it, position by position: 0 is the start, 1 to
 * `length` the nodes, `length + 1` the end. Arrays grow; they are never shrunk or shared.
 */
export class SearchRoute {
  length = 0
  cost = 0
  /** Another number after each change; the same again when a change is taken back. */
  version = 0
  /** As the kernel found at the last refresh. */
  feasible = true
  node = new Int32Array(0)
  place = new Int32Array(0)
  /** Way to the next position. */
  leg = new Float64Array(0)
  /** Time to the next position. */
  drive = new Float64Array(0)
  /** Earliest departure; for the end, earliest arrival. */
  depart = new Float64Array(0)
  /** Latest start of service that keeps the rest of the route in time. */
  late = new Float64Array(0)
  /** `position * dimensions + d`: on board when leaving; greatest up to, and from, this position. */
  load = new Float64Array(0)
  loadBefore = new Float64Array(0)
  loadFromHere = new Float64Array(0)
  /** The calendar kernel's own state, `position * CALENDAR_STATE + field`. */
  calendar = new Float64Array(0)

  constructor(
    readonly model: Model,
    readonly vehicle: number
  ) {
    this.reserve(8)
  }

  /** Makes room for `length` nodes. */
  reserve(length: number): void {
    if (this.node.length >= length + 2) return
    const size = Math.max(length + 2, this.node.length * 2)
    const loads = size * this.model.dimensions
    this.node = grown(this.node, new Int32Array(size))
    this.place = grown(this.place, new Int32Array(size))
    this.leg = grown(this.leg, new Float64Array(size))
    this.drive = grown(this.drive, new Float64Array(size))
    this.depart = grown(this.depart, new Float64Array(size))
    this.late = grown(this.late, new Float64Array(size))
    this.load = grown(this.load, new Float64Array(loads))
    this.loadBefore = grown(this.loadBefore, new Float64Array(loads))
    this.loadFromHere = grown(this.loadFromHere, new Float64Array(loads))
    if (this.model.calendar) this.calendar = grown(this.calendar, new Float64Array(size * CALENDAR_STATE))
  }

  /** Only the order; a kernel's `refresh` must follow. */
  insert(position: number, node: number): void {
    this.reserve(this.length + 1)
    const order = this.node
    for (let k = this.length + 1; k > position; k--) order[k] = order[k - 1]!
    order[position] = node
    this.length++
  }

  /** Only the order; a kernel's `refresh` must follow. */
  keepOnly(kept: (node: number) => boolean): void {
    let write = 1
    for (let read = 1; read <= this.length; read++) {
      const node = this.node[read]!
      if (kept(node)) this.node[write++] = node
    }
    this.length = write - 1
  }

  /** Only the order, which `other` lends: it must be another route; a kernel's `refresh` must follow. */
  replaceStretch(
    from: number,
    count: number,
    other: SearchRoute,
    otherFrom: number,
    otherCount: number
  ): void {
    const more = otherCount - count
    this.reserve(this.length + Math.max(0, more))
    this.node.copyWithin(from + otherCount, from + count, this.length + 1)
    for (let k = 0; k < otherCount; k++) this.node[from + k] = other.node[otherFrom + k]!
    this.length += more
  }

  /** Exchanges two stretches side by side. Only the order; a kernel's `refresh` must follow. */
  turnAbout(from: number, middle: number, until: number): void {
    reverse(this.node, from, middle)
    reverse(this.node, middle, until)
    reverse(this.node, from, until)
  }

  /** Takes over order and memory of another route of the same vehicle. */
  copyFrom(other: SearchRoute): void {
    this.reserve(other.length)
    const size = other.length + 2
    const dimensions = this.model.dimensions
    this.length = other.length
    this.cost = other.cost
    this.version = other.version
    this.feasible = other.feasible
    copy(this.node, other.node, size)
    copy(this.place, other.place, size)
    copy(this.leg, other.leg, size)
    copy(this.drive, other.drive, size)
    copy(this.depart, other.depart, size)
    copy(this.late, other.late, size)
    copy(this.load, other.load, size * dimensions)
    copy(this.loadBefore, other.loadBefore, size * dimensions)
    copy(this.loadFromHere, other.loadFromHere, size * dimensions)
    if (this.model.calendar) copy(this.calendar, other.calendar, size * CALENDAR_STATE)
  }
}

/** Day, seconds driven on it, last working day, last rest day, price of lateness here, earliest allowed start. */
export const CALENDAR_STATE = 6

function copy(to: Int32Array | Float64Array, from: Int32Array | Float64Array, count: number): void {
  for (let i = 0; i < count; i++) to[i] = from[i]!
}

function grown<T extends Int32Array | Float64Array>(old: T, larger: T): T {
  larger.set(old)
  return larger
}

function reverse(items: Int32Array, from: number, until: number): void {
  for (let i = from, j = until - 1; i < j; i++, j--) {
    const held = items[i]!
    items[i] = items[j]!
    items[j] = held
  }
}
