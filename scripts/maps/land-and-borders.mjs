import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { geoArea, geoEquirectangular } from 'd3-geo'
import { geoProject } from 'd3-geo-projection'
import { feature, mesh } from 'topojson-client'

const require = createRequire(import.meta.url)

/**
 * Natural Earth's land and the borders between countries.
 *
 * @param {'10m' | '50m'} scale 1:10 million is for the tiles, 1:50 million for the small GeoJSON
 * @returns {Promise<{land: GeoJSON.Feature[], borders: GeoJSON.Feature[], countries: GeoJSON.Feature[]}>}
 *   countries are not cut at the 180° meridian
 */
export async function readLandAndBorders(scale) {
  const topology = JSON.parse(await readFile(require.resolve(`world-atlas/countries-${scale}.json`), 'utf8'))
  giveCrimeaToUkraine(topology)
  const { countries, land } = topology.objects
  return {
    land: feature(topology, land).features.flatMap(unrolled),
    // The mesh of arcs that two different countries share: coasts are left out.
    borders: unrolled({
      type: 'Feature',
      properties: {},
      geometry: mesh(topology, countries, (a, b) => a !== b)
    }),
    countries: feature(topology, countries).features
  }
}

/**
 * Natural Earth draws borders as they are held; this map draws those the United Nations recognise
 * (General Assembly resolution 68/262), as GeoNames does too. Crimea is a part of its own in the data, so
 * it is taken whole from one country to the other.
 */
function giveCrimeaToUkraine(topology) {
  const { geometries } = topology.objects.countries
  const [ukraine, russia] = ['804', '643'].map(id => geometries.find(country => country.id === id))
  const index = russia.arcs.findIndex(polygon => {
    const [ring] = feature(topology, { type: 'Polygon', arcs: polygon }).geometry.coordinates
    // A part of Russia's that lies wholly around Simferopol, and is not an islet.
    return ring.every(([lon, lat]) => lon > 32 && lon < 37 && lat > 44 && lat < 46.5) && ring.length > 20
  })
  if (index < 0) return
  const [crimea] = russia.arcs.splice(index, 1)
  if (ukraine.type === 'Polygon') Object.assign(ukraine, { type: 'MultiPolygon', arcs: [ukraine.arcs] })
  ukraine.arcs.push(crimea)
}

/**
 * world-atlas joins rings across the 180° meridian and around the pole; vector tiles need them cut there.
 * Projecting to plain degrees with d3 cuts them, which is slow, so only the parts that cross are projected.
 *
 * @param {GeoJSON.Feature} whole
 * @returns {GeoJSON.Feature[]} one feature per part
 */
function unrolled(whole) {
  return partsOf(whole.geometry).flatMap(geometry => {
    const part = { type: 'Feature', properties: whole.properties, geometry }
    if (!crosses(geometry)) return [part]
    const cut = geoProject({ ...part, geometry: withSmallSide(geometry) }, plain)
    return cut.geometry ? [{ ...cut, geometry: northUp(cut.geometry) }] : []
  })
}

// South-up, as on a screen: geoProject tells rings from holes by their turning there, so `reflectY` would
// make the Caspian land.
const plain = geoEquirectangular()
  .scale(180 / Math.PI)
  .translate([0, 0])
  .precision(0)

function northUp({ type, coordinates }) {
  const flip = part => (typeof part[0] === 'number' ? [part[0], -part[1]] : part.map(flip))
  return { type, coordinates: flip(coordinates) }
}

function partsOf({ type, coordinates }) {
  if (!type.startsWith('Multi')) return [{ type, coordinates }]
  return coordinates.map(part => ({ type: type.slice('Multi'.length), coordinates: part }))
}

function crosses({ type, coordinates }) {
  const lines = type === 'Polygon' ? coordinates : [coordinates]
  return lines.some(line => line.some(([lon], i) => i > 0 && Math.abs(lon - line[i - 1][0]) > 180))
}

/** A polygon that seems to hold more than half the globe is wound the wrong way round: turn its rings, holes too. */
function withSmallSide(geometry) {
  if (geometry.type !== 'Polygon') return geometry
  const [outer] = geometry.coordinates
  if (geoArea({ type: 'Polygon', coordinates: [outer] }) <= 2 * Math.PI) return geometry
  return { type: 'Polygon', coordinates: geometry.coordinates.map(ring => [...ring].reverse()) }
}
