/**
 * What the planner is asked. Immutable, plain data: it crosses a worker's port and JSON unchanged.
 *
 * Times are seconds from an epoch that the caller chooses (UTC midnight of the first day, so that day `n`
 * begins at `n * 86400`); integers in the app, any finite number in the classic benchmark files.
 * Identifiers are the caller's own and unique within their list.
 */
export interface Problem {
  /** Rows and columns of the matrix, in order. */
  readonly places: readonly Place[]
  readonly matrix: TravelMatrix
  readonly vehicles: readonly Vehicle[]
  readonly stops: readonly Stop[]
  readonly shipments: readonly Shipment[]
  /** Legs that are blocked or slow for a time. What is blocked for good belongs in the matrix. */
  readonly legRules?: readonly LegRule[]
  /** Visits that keep their order, in one vehicle: what has happened, what was promised. */
  readonly fixedOrders?: readonly FixedOrder[]
  /** The plan that people already count on: the answer changes it as little as the goal `steady` asks. */
  readonly previous?: readonly PreviousRoute[]
  /** Most important first; default: serve, onTime, steady, fair, short. */
  readonly goals?: readonly Goal[]
  /** Use as few vehicles as possible before making the way short. Default false. */
  readonly fewestVehicles?: boolean
}

export interface Place {
  readonly id: string
  readonly lat?: number
  readonly lon?: number
}

/**
 * Row-major, `size * size`; element `from * size + to`. Need not be symmetric. `Infinity` (in JSON `null`)
 * means that there is no way. Durations are pure driving time of a vehicle with `durationFactor` 1.
 */
export interface TravelMatrix {
  readonly size: number
  readonly durationS: ArrayLike<number>
  readonly distanceM: ArrayLike<number>
}

export interface Vehicle {
  readonly id: string
  readonly startPlace: string
  /** Left out: the tour ends at its last stop (open). */
  readonly endPlace?: string
  /** Left out: no limit. */
  readonly massKg?: number
  readonly volumeM3?: number
  /** Cooled space; apart from `volumeM3`. */
  readonly coldM3?: number
  /** May leave from; default 0. */
  readonly fromS?: number
  /** Must have ended by; left out: no limit. */
  readonly untilS?: number
  /** Driving takes this many times the matrix's durations; default 1. */
  readonly durationFactor?: number
  /** Left out: drives and serves at any hour (the classic problems). */
  readonly day?: WorkingDay
  /** A day without driving or service at least once in every N days running; needs `day`. */
  readonly restEveryDays?: number
  /**
   * Number of the last day of rest before it sets out (0 = first day; may be negative); left out: the day
   * before `fromS` was one.
   */
  readonly restedOnDay?: number
  /** Nights only at places of stops, unless a leg is longer than a whole day's driving; needs `day`. */
  readonly nightsAtStops?: boolean
}

/** Seconds from midnight, and how much of that may be driven. A leg goes on the next morning. */
export interface WorkingDay {
  readonly startS: number
  readonly endS: number
  readonly drivingS: number
}

/** `required`: go there; `optional`: if it fits; `forLoads`: only to fetch or bring shipments. */
export type VisitKind = 'required' | 'optional' | 'forLoads'

export interface Stop {
  readonly id: string
  readonly place: string
  /**
   * How long the visit lasts. What fits in a working day is done within one; longer (days of stay) runs on
   * through the nights, spent at the stop.
   */
  readonly serviceS?: number
  /** When the visit may begin; any of them, in rising order, not overlapping. Left out: always. */
  readonly windows?: readonly TimeWindow[]
  /** Default `required`. */
  readonly visit?: VisitKind
  /** Weight among stops of the same kind when not all can be served; default 1. */
  readonly priority?: number
  /** Later is allowed, but counts against the goal `onTime`. */
  readonly wantedByS?: number
  readonly lockedStartS?: number
  readonly lockedVehicle?: string
  /** Whole days spent here count as rest (a festival, a rest camp). */
  readonly restful?: boolean
  readonly mayHost?: boolean
  readonly fairness?: FairnessHistory
}

/** Both ends inclusive. */
export interface TimeWindow {
  readonly fromS: number
  readonly untilS: number
}

/** What past seasons did for a commune; more and longer ago weighs more. */
export interface FairnessHistory {
  readonly visitedDaysAgo?: number
  readonly hostedDaysAgo?: number
  readonly timesPassedBy?: number
}

/**
 * A load from one stop to another, fetched before it is brought, by the same vehicle.
 * Without `pickup` it is on board when the vehicle starts; without `delivery` it stays on board to the end.
 */
export interface Shipment {
  readonly id: string
  readonly pickup?: string
  readonly delivery?: string
  readonly massKg?: number
  readonly volumeM3?: number
  readonly coldM3?: number
  /** Time for loading and unloading; default 0. */
  readonly loadS?: number
  readonly unloadS?: number
  /** Longest time from the end of loading to the beginning of unloading. */
  readonly maxOnBoardS?: number
  readonly availableFromS?: number
  /** Unloading must have begun by then. */
  readonly bestBeforeS?: number
  /** Default 1. */
  readonly priority?: number
  /** Only this vehicle (already on board of it, or promised). */
  readonly lockedVehicle?: string
}

export interface LegRule {
  readonly from: string
  readonly to: string
  readonly bothWays?: boolean
  readonly fromS: number
  readonly untilS: number
  /** Left out: blocked, and nobody may be on the leg in that time. Otherwise driving takes this many times as long. */
  readonly slowFactor?: number
}

export interface FixedOrder {
  readonly vehicle?: string
  readonly stops: readonly string[]
}

export interface PreviousRoute {
  readonly vehicle: string
  /** In the order of the calls; a stop may come twice. */
  readonly stops: readonly string[]
}

/** `steady`: as few legs as may be that the previous plan does not have. */
export type Goal = 'serve' | 'onTime' | 'steady' | 'fair' | 'short'

export const DEFAULT_GOALS: readonly Goal[] = ['serve', 'onTime', 'steady', 'fair', 'short']
export const DAY_S = 86_400
