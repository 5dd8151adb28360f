import type { Shipment } from '../planner/problem.ts'
import { dayNumber, dayS } from './day.ts'
import type { Held } from './held.ts'
import type { CaravanRows } from './problem-of.ts'
import type { UnderWay } from './under-way.ts'

/**
 * A committed match as a load. From where the caravan sets out, or is now, it is on board at once; for where
 * it ends it stays on board. Null where the caravan does not pass both ends.
 */
export function shipmentOf(
  rows: CaravanRows,
  match: Held<'match'>,
  first: string,
  stopAt: ReadonlyMap<string, string>,
  underWay: UnderWay | null
): Shipment | null {
  const { from, to, massKg = 0, volumeM3 = 0, offer } = match.fields
  const { start, end } = rows.caravan.fields
  if (!from || !to || from === to) return null
  const sinceMin = underWay?.onBoard.get(match.id)
  const aboard = sinceMin !== undefined || from === (underWay?.at ?? start)
  const pickup = aboard ? undefined : stopAt.get(from)
  const delivery = to === end ? undefined : stopAt.get(to)
  if (pickup === undefined && !aboard) return null
  if (delivery === undefined && to !== end) return null
  const goods = offer ? rows.offers.get(offer)?.fields : undefined
  const best = goods?.bestBefore
  const longestH = goods?.longestOnWayH
  const elapsedS = underWay && sinceMin !== undefined ? (underWay.leaveMin - sinceMin) * 60 : 0
  return {
    id: match.id,
    ...(pickup === undefined ? {} : { pickup }),
    ...(delivery === undefined ? {} : { delivery }),
    massKg,
    ...(goods?.keep === 'cold' ? { coldM3: volumeM3 } : { volumeM3 }),
    ...(best ? { bestBeforeS: Math.max(0, endOfDayS(first, best)) } : {}),
    ...(longestH ? { maxOnBoardS: Math.max(0, Math.round(longestH * 3600) - elapsedS) } : {})
  }
}

/** The last second of a day, from midnight of the journey's first. */
export const endOfDayS = (first: string, day: string): number => (dayNumber(first, day) + 1) * dayS - 1
