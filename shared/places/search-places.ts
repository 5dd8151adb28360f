import { strToU8 } from 'fflate'
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
  const end = firstKey(gazetteer, prefix, 1)
  const remoteness = remotenessFrom(gazetteer, options.near)
  // NUL ends a key, so the names that are wholly the query come first.
  const wholly = firstKey(gazetteer, Uint8Array.of(...prefix, 0), 1)
  for (let key = firstKey(gazetteer, prefix, 0); key < end; key++) {
    const place = gazetteer.placeOfKey(key)
    const people = Math.log10(gazetteer.populationAt(place) + 300)
    const whole = key < wholly && gazetteer.beginsName(key) ? wholeNameBonus : 0
    const score = people + whole - remoteness(place)
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

/** The first key at or above the prefix (0), or above all that begin with it (1). */
function firstKey(gazetteer: Gazetteer, prefix: Uint8Array, least: 0 | 1): number {
  let low = 0
  let high = gazetteer.keyCount
  while (low < high) {
    const middle = (low + high) >>> 1
    if (gazetteer.compareKey(middle, prefix) < least) low = middle + 1
    else high = middle
  }
  return low
}

/** Scores are in powers of ten of people: a whole name counts as much as a thousandfold population. */
const wholeNameBonus = 3

/**
 * What a place's distance takes off its score: ten times as far (beyond 30 km) costs a thirtyfold
 * population. The distance is that on a flat map, cheaper than the great circle and as good for ranking.
 */
function remotenessFrom(gazetteer: Gazetteer, near: LatLon | undefined): (place: number) => number {
  if (!near) return () => 0
  const shrink = Math.cos((near.lat * Math.PI) / 180)
  return place => {
    const dLat = gazetteer.latAt(place) - near.lat
    const dLon = Math.abs(gazetteer.lonAt(place) - near.lon)
    const across = Math.min(dLon, 360 - dLon) * shrink
    return 1.5 * Math.log10(1 + (Math.sqrt(dLat * dLat + across * across) * kmPerDegree) / 30)
  }
}

const kmPerDegree = 111.2

function isIn(place: GazetteerPlace, qualifier: string): boolean {
  const { country, name, nameUk } = place.region
  return [country, name, nameUk].some(word => word !== undefined && placeKey(word).startsWith(qualifier))
}
