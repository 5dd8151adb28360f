import { countryLabels } from './country-labels.mjs'
import { cutTiles } from './cut-tiles.mjs'
import { writePmtiles } from './pmtiles-writer.mjs'

/** Beyond it the map enlarges the last tiles; at 7 a village lies within 40 m of where it should. */
const maxZoom = 7

export const attribution = 'Natural Earth · GeoNames (CC BY 4.0)'

/**
 * The world base map: land, borders, rivers, lakes, countries and places.
 *
 * @returns {Buffer} a PMTiles archive
 */
export function baseMap({ land, borders, countries, rivers, lakes, places }) {
  const tiles = cutTiles(
    {
      land: { features: land.map(bare), buffer: 64 },
      borders: { features: borders.map(bare), buffer: 16 },
      rivers: { features: rivers, buffer: 16 },
      lakes: { features: lakes, buffer: 64 }
    },
    {
      countries: { features: countryLabels(countries, places), from: () => 0 },
      places: { features: places.map(placePoint), from: tags => tags.from }
    },
    maxZoom
  )
  const layer = (id, fields = {}) => ({ id, fields, minzoom: 0, maxzoom: maxZoom })
  return writePmtiles(tiles, {
    name: 'Chumak base map',
    attribution,
    vector_layers: [
      layer('land'),
      layer('borders'),
      layer('rivers'),
      layer('lakes'),
      layer('countries', { name: 'String', name_uk: 'String', km2: 'Number' }),
      layer('places', {
        name: 'String',
        name_uk: 'String',
        population: 'Number',
        from: 'Number',
        rank: 'String'
      })
    ]
  })
}

const bare = ({ geometry }) => ({ type: 'Feature', properties: {}, geometry })

function placePoint(place) {
  return {
    type: 'Feature',
    properties: {
      name: place.name,
      // Left out where the label would be the same, as abroad: it halves the tiles.
      ...(place.nameUk ? { name_uk: place.nameUk } : {}),
      population: twoDigits(place.population),
      from: firstZoom(place),
      rank: place.rank
    },
    geometry: { type: 'Point', coordinates: [place.lon, place.lat] }
  }
}

/** Equal values are stored once in a tile, so nobody's size is told to the last head. */
function twoDigits(population) {
  return Number(population.toPrecision(2))
}

/** The zoom at which a place enters the tiles; the style and collisions decide what is drawn. */
function firstZoom({ population, rank }) {
  if (population >= 2_000_000 || (rank === 'capital' && population >= 300_000)) return 2
  if (population >= 500_000 || rank === 'capital') return 3
  if (population >= 150_000) return 4
  if (population >= 40_000) return 5
  if (population >= 8_000) return 6
  return 7
}
