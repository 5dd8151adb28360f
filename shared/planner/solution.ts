/** What the planner answers: data only, no sentences; the window words it. Times as in `Problem`. */
export interface Solution {
  /** Nothing in `violations`. Something may still be unserved. */
  readonly feasible: boolean
  /** One a vehicle that is used, in the problem's order of vehicles. */
  readonly itineraries: readonly Itinerary[]
  readonly unserved: readonly Unserved[]
  readonly violations: readonly Violation[]
  /** Visits begun after their `wantedByS`, in the order of the itineraries. */
  readonly late: readonly Late[]
  /** Vehicles that drive with much room; empty as long as nobody asked for the reasons. */
  readonly emptySpace: readonly EmptySpace[]
  readonly cost: CostParts
}

/** The order alone: what the search decides, and what a person drags about. */
export interface Route {
  readonly vehicle: string
  readonly calls: readonly Call[]
}

/** One call at a stop: the visit itself and the shipments handed over there. */
export interface Call {
  readonly stop: string
  /** The visit (assembly, festival …) is held on this call. */
  readonly held: boolean
  /** Shipment ids, in the order of the hand-overs: all unloading before the visit, loading after it. */
  readonly unload: readonly string[]
  readonly load: readonly string[]
}

export interface Itinerary {
  readonly vehicle: string
  readonly startS: number
  readonly endS: number
  readonly visits: readonly Visit[]
  /** The way to the end place; absent on open tours. */
  readonly home?: Leg
  readonly nights: readonly Night[]
  /** Day numbers (0 = first day) without driving or service. */
  readonly restDays: readonly number[]
  readonly distanceM: number
  readonly drivingS: number
  readonly waitS: number
}

export interface Visit extends Call {
  readonly place: string
  /** How one came here. */
  readonly leg: Leg
  readonly arriveS: number
  /** From arrival to the beginning of the first thing done here. */
  readonly waitS: number
  /** Beginning of the first thing done here, and end of the last. */
  readonly startS: number
  readonly endS: number
  /** On board when leaving. */
  readonly onBoard: Load
}

export interface Leg {
  readonly from: string
  readonly to: string
  readonly departS: number
  readonly arriveS: number
  /** Time at the wheel, nights not counted. */
  readonly drivingS: number
  readonly distanceM: number
}

/** The night from day `day` to the next, at a stop's place or part of the way along a leg. */
export interface Night {
  readonly day: number
  readonly at:
    | { readonly place: string }
    | { readonly from: string; readonly to: string; readonly share: number }
}

export interface Load {
  readonly massKg: number
  readonly volumeM3: number
  readonly coldM3: number
}

export interface CostParts {
  /** Sum of the weights of what is not served. */
  readonly unservedWeight: number
  readonly lateS: number
  /** Sum of the fairness weights of stops passed by. */
  readonly unfairness: number
  /** Legs that the previous plan does not have. 0 without a previous plan. */
  readonly changedLegs: number
  readonly distanceM: number
  readonly drivingS: number
  readonly vehicles: number
}

export type Dimension = 'massKg' | 'volumeM3' | 'coldM3'

/** What a limit was, and by how much it is broken (seconds, kg, m³ or days by code). */
export type Violation = {
  readonly vehicle: string
  readonly stop?: string
  readonly shipment?: string
  readonly by: number
} & (
  | { readonly code: 'windowMissed'; readonly untilS: number }
  | { readonly code: 'tourEndsLate'; readonly untilS: number }
  | { readonly code: 'overloaded'; readonly dimension: Dimension }
  | { readonly code: 'tooLongOnBoard' }
  | { readonly code: 'pastBestBefore' }
  | { readonly code: 'orderBroken' }
  | { readonly code: 'wrongVehicle' }
  | { readonly code: 'noWay'; readonly from: string; readonly to: string }
)

/** Which constraint binds: the least change that would let it in. */
export interface Unserved {
  readonly kind: 'stop' | 'shipment'
  readonly id: string
  /** That of the first remedy; `several` when no single change is enough. */
  readonly binding: BindingCode
  /**
   * Each enough by itself, the order of the others as it is; smallest first. Amounts are the least that do,
   * or little more where loads may not be long on board.
   */
  readonly whatWouldFree: readonly Remedy[]
  /** Two changes that are enough together, where no single one is; smallest sum first. */
  readonly together: readonly Together<Remedy>[]
}

/**
 * `several`: no single change is enough. `goals`: there is room, but it would cost a goal that comes before.
 * `notExamined`: nobody asked for the reasons.
 */
export type BindingCode = Violation['code'] | 'several' | 'goals' | 'notExamined'

export type Together<R> = readonly [R, R]

/** One change to the problem; `applyRemedy` makes it. */
export type Remedy =
  | { readonly code: 'laterWindow'; readonly stop: string; readonly byS: number; readonly vehicle: string }
  | { readonly code: 'laterEnd'; readonly vehicle: string; readonly byS: number }
  | {
      readonly code: 'moreSpace'
      readonly vehicle: string
      readonly dimension: Dimension
      readonly by: number
    }
  | {
      readonly code: 'longerOnBoard'
      readonly shipment: string
      readonly byS: number
      readonly vehicle: string
    }
  | {
      readonly code: 'longerBestBefore'
      readonly shipment: string
      readonly byS: number
      readonly vehicle: string
    }
  | { readonly code: 'otherVehicle'; readonly vehicle: string }
  | OpenLeg

/** The leg is open and not slow at any time. `durationS`: how long it is then assumed to take (by the matrix, if known). */
export interface OpenLeg {
  readonly code: 'openLeg'
  readonly from: string
  readonly to: string
  readonly vehicle: string
  readonly durationS: number
}

/** A visit begun after its `wantedByS`, and what made it late. */
export interface Late {
  readonly vehicle: string
  readonly stop: string
  readonly byS: number
  readonly binding: LateBinding
  /** Each brings it on time, the order as it is, and makes nothing else late; smallest first. */
  readonly whatWouldFree: readonly LateRemedy[]
  /** Two changes that bring it on time only together, where no single one does. */
  readonly together: readonly Together<LateRemedy>[]
}

/**
 * What decided how late: the constraint whose change would do with least, or, where none does by itself, the
 * one that costs most time. `windowOpens`: the window there opens only then, at this stop or at one before it
 * (`otherStop`). `drivingHours`, `dayHours`: of each day. `stay`: at a stop before it. `way`: the driving alone.
 */
export type LateBinding =
  | { readonly code: 'windowOpens'; readonly stop: string; readonly otherStop: boolean }
  | { readonly code: 'restDay' }
  | { readonly code: 'leg'; readonly from: string; readonly to: string }
  | { readonly code: 'drivingHours' }
  | { readonly code: 'dayHours' }
  | { readonly code: 'start' }
  | { readonly code: 'stay'; readonly stop: string }
  | { readonly code: 'way' }
  | { readonly code: 'notExamined' }

/** One change to the problem; `applyRemedy` makes it. */
export type LateRemedy =
  /** The window that opens at `fromS` opens so much earlier (a locked time is so much earlier). */
  | { readonly code: 'earlierWindow'; readonly stop: string; readonly fromS: number; readonly byS: number }
  /** A day of rest so many days later: at least every N + `byDays` days. */
  | { readonly code: 'laterRest'; readonly vehicle: string; readonly byDays: number }
  | OpenLeg
  /** So much more driving a day, within the hours of the day. */
  | { readonly code: 'moreDriving'; readonly vehicle: string; readonly byS: number }
  /** The day ends so much later. */
  | { readonly code: 'longerDay'; readonly vehicle: string; readonly byS: number }
  | { readonly code: 'earlierStart'; readonly vehicle: string; readonly byS: number }
  /** The visit at a stop before it is so much shorter. */
  | { readonly code: 'shorterVisit'; readonly stop: string; readonly byS: number }

/** A vehicle that drives with much room, and what keeps the shipments out that nobody carries. */
export interface EmptySpace {
  readonly vehicle: string
  /** Mean over the metres driven of the free share of its tightest dimension; 0 = full, 1 = empty. */
  readonly freeShare: number
  /** Room on its fullest leg, in the dimensions that have a limit. */
  readonly leastFree: Partial<Load>
  /** Every unserved shipment (at most 20). Empty: there is nothing more to carry. */
  readonly keptOut: readonly KeptOut[]
}

/** Why one vehicle does not carry one shipment. */
export interface KeptOut {
  readonly shipment: string
  readonly binding: BindingCode
  /** As in `Unserved`, but in this vehicle. */
  readonly whatWouldFree: readonly Remedy[]
  readonly together: readonly Together<Remedy>[]
}
