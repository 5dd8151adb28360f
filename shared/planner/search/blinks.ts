import type { Random } from './random'
import { naturalLog } from './real-functions'

/**
 * Skips a position now and then, so that greedy insertion does not always end the same (Christiaens and
 * Vanden Berghe 2020, section 4.2). Draws how many positions pass until the next skip, not one number each.
 */
export class Blinks {
  private left = 0
  private readonly logOfStay: number

  constructor(
    private readonly random: Random,
    rate: number
  ) {
    this.logOfStay = rate > 0 ? 1 / naturalLog(1 - rate) : 0
    this.left = this.draw()
  }

  blinks(): boolean {
    if (this.left-- > 0) return false
    this.left = this.draw()
    return this.logOfStay !== 0
  }

  private draw(): number {
    return this.logOfStay === 0 ? 1e15 : Math.floor(naturalLog(1 - this.random.next()) * this.logOfStay)
  }
}
