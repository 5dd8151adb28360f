import { naturalLog, power } from './real-functions'

/**
 * Acceptance as in simulated annealing: worse by a little is taken, less and less so. Temperatures fall
 * from `hot` to `cold` geometrically with the share of the run that is over.
 */
export class Annealing {
  private temperature: number

  constructor(
    private readonly hot: number,
    private readonly cold: number
  ) {
    this.temperature = hot
  }

  cool(share: number): void {
    this.temperature = this.hot * power(this.cold / this.hot, Math.min(1, Math.max(0, share)))
  }

  /** The highest total that is taken this time; `draw` in (0, 1]. */
  threshold(current: number, draw: number): number {
    return current - this.temperature * naturalLog(draw)
  }
}
