import type { ThingId } from './entry.ts'

/** Communes that come in one by the other's vouches: who is in, and of whom what was said is still to be looked at. */
export class VouchTally {
  /** in at any time, leaving apart */
  readonly ever = new Set<ThingId>()
  readonly now = new Set<ThingId>()
  readonly #waiting: { commune: ThingId; since: 'ever' | 'now' }[] = []
  readonly #asked = new Map<ThingId, { ever: Asked; now: Asked }>()

  take(commune: ThingId, since: 'ever' | 'now'): void {
    for (const which of since === 'now' ? (['ever', 'now'] as const) : (['ever'] as const)) {
      if (this[which].has(commune)) continue
      this[which].add(commune)
      this.#waiting.push({ commune, since: which })
    }
  }

  /** a commune whose vouches stand from here on: all but those that saw it leave, or, once it is back, those */
  next(): { commune: ThingId; since: 'ever' | 'now' } | undefined {
    return this.#waiting.pop()
  }

  /** A vouch that stands. `asks`: as many must vouch; `knows`: it saw whenever the other left. */
  vouch(by: ThingId, other: ThingId, asks: number, knows: boolean): void {
    const asked = this.#asked.get(other) ?? { ever: new Asked(), now: new Asked() }
    this.#asked.set(other, asked)
    if (asked.ever.isEnough(by, asks)) this.take(other, 'ever')
    if (knows && asked.now.isEnough(by, asks)) this.take(other, 'now')
  }
}

/** Of several vouches for one commune the one that asks least decides. */
class Asked {
  #least = Number.POSITIVE_INFINITY
  readonly #by = new Set<ThingId>()

  isEnough(by: ThingId, asks: number): boolean {
    this.#by.add(by)
    this.#least = Math.min(this.#least, asks)
    return this.#by.size >= this.#least
  }
}
