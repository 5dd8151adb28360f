/**
 * One closed tour in an array, changed only by reversing stretches of it, so that any series of changes can
 * be taken back by reversing them again from last to first.
 */
export class Tour {
  readonly at: Int32Array
  readonly position: Int32Array
  private readonly log: number[] = []

  constructor(readonly size: number) {
    this.at = Int32Array.from({ length: size }, (_, i) => i)
    this.position = Int32Array.from(this.at)
  }

  set(order: Int32Array): void {
    for (let i = 0; i < this.size; i++) {
      this.at[i] = order[i]!
      this.position[order[i]!] = i
    }
    this.log.length = 0
  }

  next(node: number): number {
    const i = this.position[node]! + 1
    return this.at[i === this.size ? 0 : i]!
  }

  previous(node: number): number {
    const i = this.position[node]!
    return this.at[i === 0 ? this.size - 1 : i - 1]!
  }

  /** Reverses the stretch from node `a` forward to node `b`. */
  reverse(a: number, b: number): void {
    const from = this.position[a]!
    const to = this.position[b]!
    this.log.push(from, to)
    this.reversePositions(from, to)
  }

  /** Like `reverse`, but on symmetric tours the other side may be turned instead, when that is shorter. */
  reverseEither(a: number, b: number): void {
    const { size } = this
    let from = this.position[a]!
    let to = this.position[b]!
    const inside = (to - from + size) % size
    if (inside * 2 > size) {
      const held = from
      from = to + 1 === size ? 0 : to + 1
      to = held === 0 ? size - 1 : held - 1
    }
    this.log.push(from, to)
    this.reversePositions(from, to)
  }

  /** From here on `undo` takes back. */
  mark(): void {
    this.log.length = 0
  }

  undo(): void {
    for (let i = this.log.length - 2; i >= 0; i -= 2) this.reversePositions(this.log[i]!, this.log[i + 1]!)
    this.log.length = 0
  }

  private reversePositions(from: number, to: number): void {
    const { at, position, size } = this
    let steps = (to - from + size) % size
    let i = from
    let j = to
    for (steps = (steps + 1) >> 1; steps > 0; steps--) {
      const x = at[i]!
      const y = at[j]!
      at[i] = y
      position[y] = i
      at[j] = x
      position[x] = j
      i = i + 1 === size ? 0 : i + 1
      j = j === 0 ? size - 1 : j - 1
    }
  }
}
