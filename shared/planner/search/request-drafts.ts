import { fairnessClaim } from '../fairness'
import { shipmentWeight, stopWeight } from '../goals'
import type { TimeWindow } from '../problem'
import { handOverWindows, type ProblemIndex, visitWindows } from '../problem-index'
import type { Dimension } from '../solution'
import { LOAD_BETWEEN, LOAD_FROM_START, LOAD_NONE, LOAD_TO_END } from './model'

/** What a node stands for, to write the answer in the caller's words. */
export interface NodeMeaning {
  readonly stop: string
  readonly kind: 'hold' | 'load' | 'unload'
  readonly shipment?: string
}

/** A node before it has a number. */
export interface NodeDraft extends NodeMeaning {
  readonly place: number
  readonly serviceS: number
  readonly windows: readonly TimeWindow[] | undefined
  readonly restful: boolean
  readonly wantedByS: number
  readonly amount: Partial<Record<Dimension, number>> | undefined
  readonly sign: number
}

/** What is inserted or removed as a whole, before it has a number. */
export interface RequestDraft {
  readonly nodes: readonly NodeDraft[]
  readonly loadKind: number
  readonly vehicle: string | undefined
  readonly weight: number
  readonly claim: number
  readonly required: boolean
  readonly maxOnBoardS: number
}

/** Every visit, in the order of the stops, then every shipment. */
export function draftRequests(index: ProblemIndex): RequestDraft[] {
  const { problem } = index
  const requests: RequestDraft[] = []
  const row = (stop: string) => index.placeRow.get(index.stopById.get(stop)!.place)!
  for (const stop of problem.stops) {
    if (stop.visit === 'forLoads') continue
    const order = problem.fixedOrders?.find(fixed => fixed.stops.includes(stop.id))
    requests.push({
      nodes: [
        {
          stop: stop.id,
          kind: 'hold',
          place: row(stop.id),
          serviceS: stop.serviceS ?? 0,
          windows: visitWindows(stop),
          restful: stop.restful === true,
          wantedByS: stop.wantedByS ?? Infinity,
          amount: undefined,
          sign: 0
        }
      ],
      loadKind: LOAD_NONE,
      vehicle: stop.lockedVehicle ?? order?.vehicle,
      weight: stopWeight(stop),
      claim: fairnessClaim(stop),
      required: stop.visit !== 'optional',
      maxOnBoardS: Infinity
    })
  }
  for (const shipment of problem.shipments) {
    const handOver = (stopId: string, kind: 'load' | 'unload'): NodeDraft => ({
      stop: stopId,
      kind,
      shipment: shipment.id,
      place: row(stopId),
      serviceS: (kind === 'load' ? shipment.loadS : shipment.unloadS) ?? 0,
      windows: handOverWindows(index.stopById.get(stopId)!, shipment, kind),
      restful: false,
      wantedByS: Infinity,
      amount: shipment,
      sign: kind === 'load' ? 1 : -1
    })
    const nodes: NodeDraft[] = []
    if (shipment.pickup !== undefined) nodes.push(handOver(shipment.pickup, 'load'))
    if (shipment.delivery !== undefined) nodes.push(handOver(shipment.delivery, 'unload'))
    requests.push({
      nodes,
      loadKind:
        nodes.length === 2 ? LOAD_BETWEEN : shipment.pickup === undefined ? LOAD_FROM_START : LOAD_TO_END,
      vehicle: shipment.lockedVehicle,
      weight: shipmentWeight(shipment),
      claim: 0,
      required: true,
      maxOnBoardS: shipment.delivery === undefined ? Infinity : (shipment.maxOnBoardS ?? Infinity)
    })
  }
  return requests
}
