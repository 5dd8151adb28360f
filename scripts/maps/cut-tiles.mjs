import { GeoJSONVT } from '@maplibre/geojson-vt'
import { fromGeojsonVt } from '@maplibre/vt-pbf'

/**
 * Cuts layers into vector tiles of the whole world.
 *
 * @param {Record<string, {features: GeoJSON.Feature[], buffer: number}>} shapes lines and polygons;
 *   `buffer` is how far, in 4096ths of a tile, they reach over the edge
 * @param {Record<string, {features: GeoJSON.Feature[], from: (tags: object) => number}>} points
 *   `from` is the lowest zoom whose tiles hold the point; a point is in one tile of each zoom only
 * @param {number} maxZoom
 * @returns {{z: number, x: number, y: number, data: Uint8Array}[]} without the tiles that are empty
 */
export function cutTiles(shapes, points, maxZoom) {
  const layersByTile = new Map()
  const put = (z, x, y, layer, features) => {
    const key = `${z}/${x}/${y}`
    let tile = layersByTile.get(key)
    if (!tile) {
      tile = { z, x, y, layers: {} }
      layersByTile.set(key, tile)
    }
    const held = tile.layers[layer]?.features
    if (held) held.push(...features)
    else tile.layers[layer] = { features }
  }
  for (const [layer, { features, buffer }] of Object.entries(shapes)) {
    const index = new GeoJSONVT(
      { type: 'FeatureCollection', features },
      { maxZoom, indexMaxZoom: maxZoom, indexMaxPoints: 0, extent, buffer }
    )
    const visit = (z, x, y) => {
      const tile = index.getTile(z, x, y)
      if (!tile) return
      if (tile.features.length > 0) put(z, x, y, layer, tile.features)
      if (z === maxZoom) return
      for (const [dx, dy] of quarters) visit(z + 1, 2 * x + dx, 2 * y + dy)
    }
    visit(0, 0, 0)
  }
  for (const [layer, { features, from }] of Object.entries(points)) {
    for (const { geometry, properties } of features) {
      const [worldX, worldY] = mercator(geometry.coordinates)
      for (let z = from(properties); z <= maxZoom; z++) {
        const [x, px] = within(worldX, z)
        const [y, py] = within(worldY, z)
        put(z, x, y, layer, [{ type: 1, geometry: [[px, py]], tags: properties }])
      }
    }
  }
  return [...layersByTile.values()].map(({ z, x, y, layers }) => ({
    z,
    x,
    y,
    data: fromGeojsonVt(layers, { version: 2, extent })
  }))
}

const extent = 4096

const quarters = [
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1]
]

/** Web Mercator on the unit square, from the north-west corner. */
function mercator([lon, lat]) {
  const sin = Math.sin((lat * Math.PI) / 180)
  const y = 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)
  return [lon / 360 + 0.5, Math.min(Math.max(y, 0), 1 - Number.EPSILON)]
}

/** Which tile, and how many 4096ths into it. */
function within(world, z) {
  const scaled = world * 2 ** z
  const tile = Math.min(Math.floor(scaled), 2 ** z - 1)
  return [tile, Math.round((scaled - tile) * extent)]
}
