/** What the planner answers: data only, no sentences; the window words it. Times as in `Problem`. */
export interface Solution {
  /** Nothing in `violations`. Something may still be unserved. */
  readonly feasible: boolean
  /** One a vehicle that is used, in the problem's order of vehicles. */
  readonly itineraries: readonly Itinerary[]
  readonly unserved: readonly Unserved[]
  readonly violations: readonly Violation[]
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

/** Which constraint binds: the least change that would let it in, tried one at a time, smallest first. */
export interface Unserved {
  readonly kind: 'stop' | 'shipment'
  readonly id: string
  readonly binding: BindingCode
  readonly whatWouldFree: readonly Remedy[]
}

/** `several`: no single change is enough. `notExamined`: nobody asked for the reasons. */
export type BindingCode = Violation['code'] | 'several' | 'notExamined'

/** One change that is enough by itself, with the others' times as they are. */
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
  | { readonly code: 'openLeg'; readonly from: string; readonly to: string; readonly vehicle: string }
