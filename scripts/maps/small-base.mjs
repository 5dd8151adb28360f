/**
 * The base for the map without WebGL: one small GeoJSON of land, borders, rivers, lakes and the larger
 * places, coordinates rounded to about a kilometre. Each feature's `layer` says which it is.
 *
 * @returns {string} GeoJSON
 */
export function smallBase({ land, borders, rivers, lakes, places }) {
  const layer = (name, features) =>
    features.map(({ geometry }) => ({
      type: 'Feature',
      properties: { layer: name },
      geometry: rounded(geometry)
    }))
  const shown = places.filter(
    p => p.population >= 100_000 || p.rank === 'capital' || (p.nameUk && p.population >= 1000)
  )
  return JSON.stringify({
    type: 'FeatureCollection',
    features: [
      ...layer('land', land),
      ...layer('lakes', lakes),
      ...layer('rivers', rivers),
      ...layer('borders', borders),
      ...shown.map(place => ({
        type: 'Feature',
        properties: {
          layer: 'place',
          name: place.name,
          ...(place.nameUk ? { name_uk: place.nameUk } : {}),
          population: place.population
        },
        geometry: { type: 'Point', coordinates: [round(place.lon), round(place.lat)] }
      }))
    ]
  })
}

const round = degrees => Math.round(degrees * 100) / 100

function rounded({ type, coordinates }) {
  const walk = part => (typeof part[0] === 'number' ? [round(part[0]), round(part[1])] : part.map(walk))
  return { type, coordinates: walk(coordinates) }
}
