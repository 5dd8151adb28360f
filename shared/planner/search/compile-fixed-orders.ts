import type { Problem } from '../problem'
import type { RequestDraft } from './request-drafts'

export interface Chains {
  /** By request: -1 or its chain, and its rank in it. */
  readonly chain: Int32Array
  readonly chainRank: Int32Array
  /** Requests of a chain, in order. */
  readonly chains: readonly (readonly number[])[]
}

/** Fixed orders of stops as orders of requests. */
export function compileFixedOrders(problem: Problem, requests: readonly RequestDraft[]): Chains {
  const requestOfStop = new Map<string, number>()
  requests.forEach(({ nodes: [node] }, r) => {
    if (node!.kind === 'hold') requestOfStop.set(node!.stop, r)
  })
  const chains = (problem.fixedOrders ?? []).map(order =>
    order.stops.flatMap(stop => requestOfStop.get(stop) ?? [])
  )
  const chain = new Int32Array(requests.length).fill(-1)
  const chainRank = new Int32Array(requests.length)
  chains.forEach((members, c) => {
    members.forEach((request, rank) => {
      chain[request] = c
      chainRank[request] = rank
    })
  })
  return { chain, chainRank, chains }
}
