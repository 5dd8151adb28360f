import { randomOf } from '../sync/chance.ts'

/** A whole number from 0 up to and without `below`. All that a case is made of is drawn so. */
export type Random = (below: number) => number

export const pick = <T>(random: Random, list: readonly T[]): T => list[random(list.length)]!

/** Draws by a seed, and notes what was drawn: with the same draws the same case is made again. */
export const drawing = (seed: number): { random: Random; drawn: number[] } => {
  const next = randomOf(seed)
  const drawn: number[] = []
  return {
    drawn,
    random: below => {
      const value = next(below)
      drawn.push(value)
      return value
    }
  }
}

/** Draws what was drawn before; what was left out is 0, and what is too great is made to fit. */
export const redrawing = (drawn: readonly number[]): Random => {
  let at = 0
  return below => (drawn[at++] ?? 0) % below
}

/** Of each target and case another, whichever targets there are beside it. */
export const seedOf = (base: number, target: string, number: number): number => {
  let mixed = base >>> 0
  for (const char of `${target} ${number}`) mixed = Math.imul(mixed ^ char.charCodeAt(0), 0x01000193) >>> 0
  return mixed
}
