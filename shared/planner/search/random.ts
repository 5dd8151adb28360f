/** Seeded random numbers (mulberry32, Tommy Ettinger, public domain): same seed, same numbers on every machine. */
export class Random {
  private state: number

  constructor(seed: number) {
    this.state = seed | 0
    // Neighbouring seeds give neighbouring first numbers; a few steps part them.
    for (let i = 0; i < 4; i++) this.next()
  }

  /** In [0, 1). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }

  /** Whole number in [0, bound). */
  below(bound: number): number {
    return Math.floor(this.next() * bound)
  }

  shuffle(items: Int32Array, count: number): void {
    for (let i = count - 1; i > 0; i--) {
      const j = this.below(i + 1)
      const held = items[i]!
      items[i] = items[j]!
      items[j] = held
    }
  }
}
