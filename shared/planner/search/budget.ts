export interface BudgetSettings {
  readonly now: () => number
  readonly seconds: number
  readonly iterations?: number
  readonly signal?: { readonly aborted: boolean }
  readonly pause?: () => Promise<void>
}

export type StopReason = 'time' | 'iterations' | 'cancelled'

/** How far a search is. */
interface Progress {
  readonly iterations: number
  readonly elapsedMs: number
}

type StoppingRule = (settings: BudgetSettings, progress: Progress) => StopReason | undefined

const whenCancelled: StoppingRule = ({ signal }) => (signal?.aborted ? 'cancelled' : undefined)
const afterIterations: StoppingRule = ({ iterations = Infinity }, done) =>
  done.iterations >= iterations ? 'iterations' : undefined
const afterTime: StoppingRule = ({ seconds }, { elapsedMs }) =>
  elapsedMs >= seconds * 1000 ? 'time' : undefined

/** The first that holds is the reason told. */
const STOPPING_RULES = [whenCancelled, afterIterations, afterTime]

/** How often the search lets other work in, milliseconds. */
const PAUSE_EVERY_MS = 40

/**
 * When to stop: time, iterations, or a wish to. With a number of iterations, everything that depends on how
 * far the run is goes by that number alone, so that a slow machine gives the same answer.
 */
export class Budget {
  iterations = 0
  private readonly startMs: number
  elapsedMs = 0
  private pausedMs: number

  constructor(private readonly settings: BudgetSettings) {
    this.startMs = settings.now()
    this.pausedMs = this.startMs
  }

  /** Share of the run that is over, 0 to 1. */
  get share(): number {
    const { iterations, seconds } = this.settings
    return Math.min(
      1,
      iterations !== undefined ? this.iterations / iterations : this.elapsedMs / (seconds * 1000)
    )
  }

  /** Bound on the time; Infinity when only iterations count. */
  get secondsInAll(): number {
    return this.settings.iterations === undefined ? this.settings.seconds : Infinity
  }

  get seconds(): number {
    return (this.settings.now() - this.startMs) / 1000
  }

  /** Why to stop, if it is time. Reads the clock: call every few iterations. */
  stopped(): StopReason | undefined {
    this.elapsedMs = this.settings.now() - this.startMs
    for (const rule of STOPPING_RULES) {
      const reason = rule(this.settings, this)
      if (reason) return reason
    }
    return undefined
  }

  /** Lets messages in, when it is due. */
  async breathe(): Promise<void> {
    const { pause, now } = this.settings
    if (!pause || now() - this.pausedMs < PAUSE_EVERY_MS) return
    await pause()
    this.pausedMs = now()
  }
}
