import * as v from 'valibot'
import type { Problem } from '#shared/planner/problem'
import { UnreadableLine } from './lines'
import { readTsptw } from './tsptw'

const node = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3_000))
const schema = v.object({
  base: v.pipe(v.string(), v.maxLength(500)),
  capacity: v.pipe(v.number(), v.finite(), v.minValue(0)),
  pairs_pickup_delivery_quantity: v.pipe(
    v.array(v.tuple([node, node, v.pipe(v.number(), v.finite(), v.minValue(0))])),
    v.maxLength(3_000)
  )
})

/** A TSPTW file with pick-up and delivery pairs and a capacity laid over it; `readBase` gives the text of the file it names. */
export function readTsptwPairs(text: string, readBase: (path: string) => string): Problem {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw new UnreadableLine(1, `not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  const parsed = v.safeParse(schema, json)
  if (!parsed.success) {
    const issue = parsed.issues[0]
    throw new UnreadableLine(1, `${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`)
  }
  const base = readTsptw(readBase(parsed.output.base))
  const pairs = parsed.output.pairs_pickup_delivery_quantity
  const paired = new Set([...pairs.map(pair => pair[0]), ...pairs.map(pair => pair[1])])
  if (paired.size !== pairs.length * 2 || [...paired].some(n => n >= base.places.length))
    throw new UnreadableLine(
      1,
      'pairs_pickup_delivery_quantity: each node of the base file may be in one pair'
    )
  return {
    ...base,
    vehicles: base.vehicles.map(vehicle => ({ ...vehicle, massKg: parsed.output.capacity })),
    stops: base.stops.map(stop => (paired.has(Number(stop.id)) ? { ...stop, visit: 'forLoads' } : stop)),
    shipments: pairs.map(([pickup, delivery, massKg]) => ({
      id: `${pickup}-${delivery}`,
      pickup: String(pickup),
      delivery: String(delivery),
      massKg
    }))
  }
}
