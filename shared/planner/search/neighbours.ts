import type { Model } from './model'

/** Enough to reach every route a ruin touches, and bounded so that memory grows linearly with the nodes. */
const MOST_NEIGHBOURS = 200

/** For each node the others by distance, nearest first, the node itself in front; `size` a row. */
export interface Neighbours {
  readonly size: number
  readonly list: Int32Array
}

export function findNeighbours(model: Model): Neighbours {
  const { nodeCount, place, width, way } = model
  const size = Math.min(nodeCount, MOST_NEIGHBOURS)
  const list = new Int32Array(nodeCount * size)
  const keys = new Float64Array(nodeCount)
  const order = new Int32Array(nodeCount)
  for (let a = 0; a < nodeCount; a++) {
    for (let b = 0; b < nodeCount; b++) {
      const there = way[place[a]! * width + place[b]!]!
      const back = way[place[b]! * width + place[a]!]!
      keys[b] = b === a ? -1 : Math.min(there, back)
      order[b] = b
    }
    order.sort((x, y) => keys[x]! - keys[y]! || x - y)
    list.set(order.subarray(0, size), a * size)
  }
  return { size, list }
}
