import { strToU8 } from 'fflate'
import { distanceM } from './distance.ts'
import type { Gazetteer, GazetteerPlace } from './gazetteer-file.ts'
import type { LatLon } from './place.ts'
import { placeKey } from './place-key.ts'

export interface SearchOptions {
  /** Places near here come first. */
  readonly near?: LatLon
  readonly limit: number
}

/** Longest key that is compared; what is typed beyond it is ignored. */
const maxKeyBytes = 64

/**
 * Places whose name, or a later word of it, begins with the query, the likeliest first. Spelling is
 * folded by `placeKey`. What follows a comma must begin the region's or country's name or code:
 * "Mykolaivka, Odesa". An empty query finds nothing.
 */
export function searchPlaces(gazetteer: Gazetteer, query: string, options: SearchOptions): GazetteerPlace[] {
  const [wanted = '', ...rest] = query.slice(0, 200).split(',')
  const prefix = strToU8(placeKey(wanted)).subarray(0, maxKeyBytes)
  if (prefix.length === 0) return []
  const qualifier = placeKey(rest.join(' '))

  const best: { place: number; score: number }[] = []
  for (let key = firstAtOrAbove(gazetteer, prefix); key < gazetteer.keyCount; key++) {
    if (gazetteer.compareKey(key, prefix) !== 0) break
    const place = gazetteer.placeOfKey(key)
    const score = likelihood(gazetteer, place, gazetteer.isWholeName(key, prefix), options.near)
    const worst = best[options.limit - 1]
    // A short query matches tens of thousands: nearly all of them end here.
    if (worst && score <= worst.score) continue
    if (qualifier !== '' && !isIn(gazetteer.placeAt(place), qualifier)) continue
    insert(best, place, score)
    if (best.length > options.limit) best.pop()
  }
  return best.map(({ place }) => gazetteer.placeAt(place))
}

/** Keeps the list sorted, the best first and each place once; of equals the one found first stays ahead. */
function insert(best: { place: number; score: number }[], place: number, score: number): void {
  const before = best.findIndex(entry => entry.place === place)
  if (before >= 0) {
    if ((best[before]?.score ?? 0) >= score) return
    best.splice(before, 1)
  }
  const at = best.findIndex(entry => entry.score < score)
  best.splice(at < 0 ? best.length : at, 0, { place, score })
}

function firstAtOrAbove(gazetteer: Gazetteer, prefix: Uint8Array): number {
  let low = 0
  let high = gazetteer.keyCount
  while (low < high) {
    const middle = (low + high) >>> 1
    if (gazetteer.compareKey(middle, prefix) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * In powers of ten of people: a whole name counts as much as a thousandfold population, and ten times as
 * far from `near` (beyond 30 km) costs a thirtyfold one.
 */
function likelihood(gazetteer: Gazetteer, place: number, whole: boolean, near?: LatLon): number {
  const people = Math.log10(gazetteer.populationAt(place) + 300)
  const exact = whole ? 3 : 0
  if (!near) return people + exact
  const there = { lat: gazetteer.latAt(place), lon: gazetteer.lonAt(place) }
  return people + exact - 1.5 * Math.log10(1 + distanceM(near, there) / 30_000)
}

function isIn(place: GazetteerPlace, qualifier: string): boolean {
  const { country, name, nameUk } = place.region
  return [country, name, nameUk].some(word => word !== undefined && placeKey(word).startsWith(qualifier))
}
