import { geoArea, geoCentroid } from 'd3-geo'

/**
 * One point a country, with its English and Ukrainian name. Natural Earth's table here has numbers for
 * countries and GeoNames has letters, so a country takes the letters of most of the cities within it.
 *
 * @param {GeoJSON.Feature[]} countries not cut at the 180° meridian
 * @param {import('./geonames.mjs').NamedPlace[]} places
 * @returns {GeoJSON.Feature[]} points with `name`, `name_uk` and `km2`
 */
export function countryLabels(countries, places) {
  const english = new Intl.DisplayNames(['en'], { type: 'region' })
  const ukrainian = new Intl.DisplayNames(['uk'], { type: 'region' })
  const cities = places.filter(place => place.rank === 'capital' || place.population >= 300_000)
  return countries.flatMap(country => {
    const parts = polygonsOf(country.geometry).map(coordinates => {
      const geometry = { type: 'Polygon', coordinates }
      return { geometry, km2: geoArea(geometry) * earthRadiusKm ** 2, box: boxOf(coordinates[0]) }
    })
    const largest = parts.reduce((a, b) => (b.km2 > a.km2 ? b : a))
    const code = mostCommon(
      cities.filter(city => parts.some(part => isInside(city, part))).map(c => c.country)
    )
    if (!code) return []
    const km2 = Math.round(parts.reduce((sum, part) => sum + part.km2, 0))
    return [
      {
        type: 'Feature',
        properties: { name: english.of(code), name_uk: ukrainian.of(code), km2 },
        geometry: { type: 'Point', coordinates: geoCentroid(largest.geometry) }
      }
    ]
  })
}

const earthRadiusKm = 6371

const polygonsOf = ({ type, coordinates }) => (type === 'Polygon' ? [coordinates] : coordinates)

function boxOf(ring) {
  const lons = ring.map(([lon]) => lon)
  const lats = ring.map(([, lat]) => lat)
  return {
    west: Math.min(...lons),
    east: Math.max(...lons),
    south: Math.min(...lats),
    north: Math.max(...lats)
  }
}

function isInside({ lat, lon }, { geometry, box }) {
  if (lon < box.west || lon > box.east || lat < box.south || lat > box.north) return false
  // Even-odd over all rings, so that an enclave (a hole) is outside.
  let inside = false
  for (const ring of geometry.coordinates) {
    for (let i = 1; i < ring.length; i++) {
      const [ax, ay] = ring[i - 1]
      const [bx, by] = ring[i]
      if (ay > lat !== by > lat && lon < ((bx - ax) * (lat - ay)) / (by - ay) + ax) inside = !inside
    }
  }
  return inside
}

function mostCommon(values) {
  const counts = new Map()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0]
}
