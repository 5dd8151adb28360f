import { strFromU8, strToU8 } from 'fflate'
import type { LatLon } from './place.ts'
import { placeKey } from './place-key.ts'

/*
 * The gazetteer file, version 1. All numbers are little-endian.
 *
 *   magic      "CGAZ"
 *   header     7 × u32: version, places N, name bytes, regions R, region bytes, keys K, key bytes
 *   places     i32 lat × 10⁵ [N] · i32 lon × 10⁵ [N] · u32 population [N] · u32 region [N] ·
 *              u32 start of name [N] (a name ends where the next begins)
 *   keys       u32 start of key [K] · u32 place [K], sorted by the bytes of the key
 *   names      UTF-8: name, or name TAB Ukrainian name
 *   regions    UTF-8 lines: country code TAB name TAB Ukrainian name (either name may be empty)
 *   key text   UTF-8, each ended by NUL; a key may begin inside another ("tokmachka" in "mala tokmachka")
 *
 * The keys are sorted in the file, so that opening it parses nothing and a search is a binary search.
 */

export interface GazetteerPlace extends LatLon {
  readonly name: string
  /** In Cyrillic; known for places in Ukraine. */
  readonly nameUk?: string
  readonly population: number
  readonly region: GazetteerRegion
}

export interface GazetteerRegion {
  /** ISO 3166-1 alpha-2. */
  readonly country: string
  /** First-level division: oblast, province, state. */
  readonly name?: string
  readonly nameUk?: string
}

/** Places as the build gathers them; `region` counts into the list of regions. */
export interface GazetteerSource {
  readonly regions: readonly GazetteerRegion[]
  readonly places: readonly {
    readonly lat: number
    readonly lon: number
    readonly name: string
    readonly nameUk?: string
    readonly population: number
    readonly region: number
    /** Further names that find the place but are not shown. */
    readonly alternates: readonly string[]
  }[]
}

export interface Gazetteer {
  readonly placeCount: number
  readonly keyCount: number
  placeAt(place: number): GazetteerPlace
  /** Position and population without decoding the name: ranking asks for thousands. */
  latAt(place: number): number
  lonAt(place: number): number
  populationAt(place: number): number
  /** Which place the key at this position of the sorted list belongs to. */
  placeOfKey(key: number): number
  /** Below, at (the key begins with the prefix) or above it, as −1, 0 or 1. */
  compareKey(key: number, prefix: Uint8Array): number
  /** Whether the key is a name from its first word on, and not a later word of one. */
  beginsName(key: number): boolean
}

const magic = 'CGAZ'
const version = 1
const headerBytes = 4 + 7 * 4
const perPlaceBytes = 5 * 4
const perKeyBytes = 2 * 4

export type GazetteerFault = { readonly fault: 'not-a-gazetteer' | 'other-version' | 'wrong-size' }

export function encodeGazetteer(source: GazetteerSource): Uint8Array<ArrayBuffer> {
  const names = source.places.map(place =>
    strToU8(place.nameUk === undefined ? place.name : `${place.name}\t${place.nameUk}`)
  )
  const regions = strToU8(
    source.regions.map(r => `${r.country}\t${r.name ?? ''}\t${r.nameUk ?? ''}`).join('\n')
  )
  const keys = sortedKeys(source)
  const nameBytes = names.reduce((sum, name) => sum + name.length, 0)
  const placeCount = source.places.length
  const bytes = new Uint8Array(
    headerBytes +
      placeCount * perPlaceBytes +
      keys.starts.length * perKeyBytes +
      nameBytes +
      regions.length +
      keys.text.length
  )
  const view = new DataView(bytes.buffer)
  bytes.set(strToU8(magic), 0)
  const header = [
    version,
    placeCount,
    nameBytes,
    source.regions.length,
    regions.length,
    keys.starts.length,
    keys.text.length
  ]
  header.forEach((value, i) => {
    view.setUint32(4 + 4 * i, value, true)
  })
  let at = headerBytes
  const column = (values: readonly number[], signed = false) => {
    for (const value of values) {
      if (signed) view.setInt32(at, value, true)
      else view.setUint32(at, value, true)
      at += 4
    }
  }
  column(
    source.places.map(p => Math.round(p.lat * 1e5)),
    true
  )
  column(
    source.places.map(p => Math.round(p.lon * 1e5)),
    true
  )
  column(source.places.map(p => p.population))
  column(source.places.map(p => p.region))
  let start = 0
  column(
    names.map(name => {
      start += name.length
      return start - name.length
    })
  )
  column(keys.starts)
  column(keys.places)
  for (const name of names) {
    bytes.set(name, at)
    at += name.length
  }
  bytes.set(regions, at)
  bytes.set(keys.text, at + regions.length)
  return bytes
}

/** Every name of every place, and every later word of it, as keys in the order of their bytes. */
function sortedKeys(source: GazetteerSource) {
  const found: { key: Uint8Array; start: number; place: number }[] = []
  const texts: Uint8Array[] = []
  let textBytes = 0
  source.places.forEach((place, index) => {
    const names = [place.name, ...(place.nameUk === undefined ? [] : [place.nameUk]), ...place.alternates]
    const seen = new Set<string>()
    for (const text of new Set(names.map(placeKey))) {
      if (text === '') continue
      const encoded = strToU8(`${text}\0`)
      texts.push(encoded)
      for (let i = 0; i < encoded.length; i++) {
        if (i > 0 && encoded[i - 1] !== space) continue
        const key = encoded.subarray(i)
        const word = strFromU8(key)
        if (seen.has(word)) continue
        seen.add(word)
        found.push({ key, start: textBytes + i, place: index })
      }
      textBytes += encoded.length
    }
  })
  found.sort((a, b) => compareBytes(a.key, b.key) || a.place - b.place)
  const text = new Uint8Array(textBytes)
  let at = 0
  for (const encoded of texts) {
    text.set(encoded, at)
    at += encoded.length
  }
  return { starts: found.map(f => f.start), places: found.map(f => f.place), text }
}

const space = 0x20

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

/**
 * Opens a gazetteer over the bytes, which must not change afterwards. Sizes are checked here; an index
 * out of range inside the file throws a RangeError at the search, for the file is the app's own.
 */
export function parseGazetteer(bytes: Uint8Array): Gazetteer | GazetteerFault {
  if (bytes.length < headerBytes || strFromU8(bytes.subarray(0, 4)) !== magic) {
    return { fault: 'not-a-gazetteer' }
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const u32 = (at: number) => view.getUint32(at, true)
  const header = (field: number) => u32(4 + 4 * field)
  if (header(0) !== version) return { fault: 'other-version' }
  const placeCount = header(1)
  const nameBytes = header(2)
  const regionCount = header(3)
  const regionBytes = header(4)
  const keyCount = header(5)
  const keyBytes = header(6)

  const lats = headerBytes
  const lons = lats + placeCount * 4
  const populations = lons + placeCount * 4
  const regionsOfPlaces = populations + placeCount * 4
  const nameStarts = regionsOfPlaces + placeCount * 4
  const keyStarts = nameStarts + placeCount * 4
  const keyPlaces = keyStarts + keyCount * 4
  const names = keyPlaces + keyCount * 4
  const regionText = names + nameBytes
  const keyText = regionText + regionBytes
  if (keyText + keyBytes !== bytes.length) return { fault: 'wrong-size' }

  const regions = parseRegions(strFromU8(bytes.subarray(regionText, keyText)))
  if (regions.length !== regionCount) return { fault: 'wrong-size' }

  const text = (start: number, end: number) => strFromU8(bytes.subarray(names + start, names + end))
  const keyByte = (key: number, i: number) => view.getUint8(keyText + u32(keyStarts + key * 4) + i)
  const latAt = (place: number) => view.getInt32(lats + place * 4, true) / 1e5
  const lonAt = (place: number) => view.getInt32(lons + place * 4, true) / 1e5
  const populationAt = (place: number) => u32(populations + place * 4)

  return {
    placeCount,
    keyCount,
    latAt,
    lonAt,
    populationAt,
    placeOfKey: key => u32(keyPlaces + key * 4),
    placeAt: place => {
      const start = u32(nameStarts + place * 4)
      const end = place + 1 < placeCount ? u32(nameStarts + (place + 1) * 4) : nameBytes
      const [name = '', nameUk] = text(start, end).split('\t')
      const region = regions[u32(regionsOfPlaces + place * 4)]
      if (!region) throw new RangeError(`gazetteer: place ${place} names no region`)
      return {
        name,
        ...(nameUk === undefined ? {} : { nameUk }),
        lat: latAt(place),
        lon: lonAt(place),
        population: populationAt(place),
        region
      }
    },
    compareKey: (key, prefix) => {
      for (let i = 0; i < prefix.length; i++) {
        // NUL ends a key and is below every letter, so a key that is too short stops here.
        const difference = keyByte(key, i) - (prefix[i] ?? 0)
        if (difference !== 0) return Math.sign(difference)
      }
      return 0
    },
    beginsName: key => {
      const start = u32(keyStarts + key * 4)
      return start === 0 || view.getUint8(keyText + start - 1) === 0
    }
  }
}

function parseRegions(text: string): GazetteerRegion[] {
  if (text === '') return []
  return text.split('\n').map(line => {
    const [country = '', name = '', nameUk = ''] = line.split('\t')
    return { country, ...(name === '' ? {} : { name }), ...(nameUk === '' ? {} : { nameUk }) }
  })
}
