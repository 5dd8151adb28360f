import { evaluateIndexed } from '../evaluate'
import type { ProblemIndex } from '../problem-index'
import type { Route, Solution } from '../solution'
import type { NodeMeaning } from './request-drafts'

interface MutableCall {
  stop: string
  held: boolean
  unload: string[]
  load: string[]
}

/**
 * The search's orders in the caller's words, timed and checked by the evaluator. Things done at one stop one
 * after the other become one call (unload, hold, load) where that breaks no rule.
 */
export function decode(
  index: ProblemIndex,
  meaning: readonly NodeMeaning[],
  orders: readonly Int32Array[]
): Solution {
  const merged = evaluateIndexed(
    index,
    toRoutes(index, meaning, orders, () => true)
  )
  if (merged.feasible) return merged
  const canonical = ['unload', 'hold', 'load']
  const inOrder = (call: MutableCall, kind: string) => {
    const last = call.load.length > 0 ? 'load' : call.held ? 'hold' : 'unload'
    return canonical.indexOf(kind) >= canonical.indexOf(last)
  }
  return evaluateIndexed(index, toRoutes(index, meaning, orders, inOrder))
}

function toRoutes(
  index: ProblemIndex,
  meaning: readonly NodeMeaning[],
  orders: readonly Int32Array[],
  joins: (call: MutableCall, kind: NodeMeaning['kind']) => boolean
): Route[] {
  return orders.map((order, v) => {
    const calls: MutableCall[] = []
    for (const node of order) {
      const { stop, kind, shipment } = meaning[node]!
      let call = calls.at(-1)
      if (call?.stop !== stop || !joins(call, kind)) {
        call = { stop, held: false, unload: [], load: [] }
        calls.push(call)
      }
      if (kind === 'hold') call.held = true
      else call[kind].push(shipment!)
    }
    return { vehicle: index.problem.vehicles[v]!.id, calls }
  })
}
