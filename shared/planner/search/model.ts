/**
 * A problem as the search sees it: numbers in flat arrays. A node is one thing to do at one place (a visit,
 * or one end of a shipment); a request is what is inserted or removed as a whole: one node, or a pick-up
 * with its delivery. Made by `compile`, never changed.
 */
export interface Model {
  readonly nodeCount: number
  readonly requestCount: number
  readonly vehicleCount: number
  /** Node of a request: its only one or its pick-up, and its delivery (-1 when there is none). */
  readonly first: Int32Array
  readonly second: Int32Array
  readonly requestOf: Int32Array

  /** Row and column of a node in the matrices. */
  readonly place: Int32Array
  /** Width of the matrices: the problem's places and one more, `nowhere`, at no distance from any. */
  readonly width: number
  /** Metres. */
  readonly way: Float64Array
  /** What a leg costs: its metres, and the price of a leg that the previous plan does not have. */
  readonly distance: Float64Array
  /** By speed class of the vehicle. */
  readonly times: readonly Float64Array[]
  /** The same turned round, `to * width + from`: what leads to one place lies side by side in memory. */
  readonly distanceTo: Float64Array
  readonly timesTo: readonly Float64Array[]

  readonly service: Float64Array
  /** First opening and last closing of the node's windows. */
  readonly open: Float64Array
  readonly close: Float64Array

  /** Dimensions of load in use, 0 to 3. `load[node * dimensions + d]`: more on board after the node, or less. */
  readonly dimensions: number
  readonly load: Float64Array
  readonly loadKind: Uint8Array

  readonly vehicles: readonly ModelVehicle[]
  /** -1, or the only vehicle that may do it. */
  readonly onlyVehicle: Int32Array
  /** -1, or the fixed order the request belongs to, and its rank in it. */
  readonly chain: Int32Array
  readonly chainRank: Int32Array
  /** Requests of a chain, in order. */
  readonly chains: readonly (readonly number[])[]

  /** What leaving a request out costs; far above any distance. */
  readonly penalty: Float64Array
  /** Leaving it out makes the answer incomplete in the benchmarks' sense. */
  readonly required: Uint8Array
  /** What the rules of days, nights and rest need besides; absent when no vehicle has such rules. */
  readonly calendar?: CalendarModel
  readonly fewestVehicles: boolean
  /** By request, when the previous plan came to it (Infinity: never); absent without such a plan. */
  readonly previousRank?: Float64Array
}

/** How a request's load moves: none; on board from the start; on board to the end; from its first to its second node. */
export const LOAD_NONE = 0
export const LOAD_FROM_START = 1
export const LOAD_TO_END = 2
export const LOAD_BETWEEN = 3

export interface ModelVehicle {
  /** Vehicles of one class are alike: of their empty ones only one needs trying. */
  readonly class: number
  readonly speed: number
  readonly startPlace: number
  readonly endPlace: number
  readonly from: number
  readonly until: number
  readonly capacity: Float64Array
  /** Share of its own requests that only it may do. */
  readonly index: number
}

export interface CalendarModel {
  /** Windows of node `n`: `windowFrom/windowUntil[windowStart[n] … windowStart[n + 1])`. */
  readonly windowStart: Int32Array
  readonly windowFrom: Float64Array
  readonly windowUntil: Float64Array
  readonly restful: Uint8Array
  readonly wantedBy: Float64Array
  readonly latePrice: number
  /** Longest time on board of a request's load; Infinity when unlimited. */
  readonly maxOnBoard: Float64Array
  readonly vehicles: readonly CalendarVehicle[]
  /** By `from * width + to`. */
  readonly legRules: ReadonlyMap<number, readonly { fromS: number; untilS: number; slow: number }[]>
}

export interface CalendarVehicle {
  readonly hasDay: boolean
  readonly dayStart: number
  readonly dayEnd: number
  readonly driving: number
  /** Infinity without a rest rule. */
  readonly restEvery: number
  /** Last day of rest before it sets out; Infinity: the day before. */
  readonly rested: number
  readonly nightsAtStops: boolean
}
