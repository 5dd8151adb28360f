import type { Model } from './model'

/** A model that is one closed tour and nothing else: the depot is the last node. */
export interface TourProblem {
  readonly size: number
  readonly distance: Float64Array
  readonly symmetric: boolean
  /** For each node the nearest others to go to, `nearest` a row. */
  readonly nearest: number
  readonly to: Int32Array
}

const NEAREST = 10

/** The tour problem in a model, or undefined when there is more to it than one tour through everything. */
export function asTour(model: Model): TourProblem | undefined {
  const { nodeCount, requestCount, place, width } = model
  const vehicle = model.vehicles[0]!
  if (
    model.vehicleCount !== 1 ||
    model.calendar ||
    model.previousRank ||
    model.dimensions > 0 ||
    vehicle.until < Infinity
  )
    return undefined
  if (nodeCount < 5 || nodeCount !== requestCount || model.chains.some(chain => chain.length > 1))
    return undefined
  for (let x = 0; x < nodeCount; x++)
    if (model.open[x]! > vehicle.from || model.close[x]! < Infinity || !model.required[x]) return undefined
  const size = nodeCount + 1
  const distance = new Float64Array(size * size)
  const placeOf = (node: number, leaving: boolean) =>
    node < nodeCount ? place[node]! : leaving ? vehicle.startPlace : vehicle.endPlace
  let symmetric = true
  for (let a = 0; a < size; a++) {
    for (let b = 0; b < size; b++) {
      if (a === b) continue
      const metres = model.distance[placeOf(a, true) * width + placeOf(b, false)]!
      if (metres === Infinity) return undefined
      distance[a * size + b] = metres
    }
  }
  for (let a = 0; a < size && symmetric; a++)
    for (let b = 0; b < a; b++) if (distance[a * size + b] !== distance[b * size + a]) symmetric = false
  const nearest = Math.min(NEAREST, size - 1)
  return {
    size,
    distance,
    symmetric,
    nearest,
    to: nearestOthers(size, nearest, (a, b) => distance[a * size + b]!)
  }
}

function nearestOthers(size: number, nearest: number, metres: (a: number, b: number) => number): Int32Array {
  const list = new Int32Array(size * nearest)
  for (let a = 0; a < size; a++) {
    const others = Array.from({ length: size }, (_, b) => b).filter(b => b !== a)
    others.sort((x, y) => metres(a, x) - metres(a, y) || x - y)
    list.set(others.slice(0, nearest), a * nearest)
  }
  return list
}
