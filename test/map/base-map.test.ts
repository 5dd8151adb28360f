import { open, readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { PMTiles } from 'pmtiles'
import { beforeAll, describe, expect, it } from 'vitest'
import { buildBaseMap } from '../../scripts/maps/build-base-map.mjs'

const maps = resolve(import.meta.dirname, '../../resources/maps')
const file = resolve(maps, 'world.pmtiles')

describe('the built base map', () => {
  let archive: PMTiles
  beforeAll(async () => {
    await buildBaseMap()
    archive = new PMTiles({
      getKey: () => file,
      getBytes: async (offset, length) => {
        const handle = await open(file)
        const bytes = new Uint8Array(length)
        const { bytesRead } = await handle.read(bytes, 0, length, offset)
        await handle.close()
        return { data: bytes.slice(0, bytesRead).buffer }
      }
    })
  }, 240_000)

  /** Which tile of a zoom, and where in it by the tile's own 4096 units. */
  function tileAt(lat: number, lon: number, z: number) {
    const sin = Math.sin((lat * Math.PI) / 180)
    const x = (lon / 360 + 0.5) * 2 ** z
    const y = (0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * 2 ** z
    return { x: Math.floor(x), y: Math.floor(y), px: (x % 1) * 4096, py: (y % 1) * 4096 }
  }
  async function layersAt(lat: number, lon: number, z: number) {
    const { x, y } = tileAt(lat, lon, z)
    const tile = await archive.getZxy(z, x, y)
    if (!tile) return undefined
    return new VectorTile(new PbfReader(new Uint8Array(tile.data))).layers
  }
  /** Even-odd over all rings of the land, as it is filled. */
  async function isLand(lat: number, lon: number) {
    const land = (await layersAt(lat, lon, 5))?.land
    const { px, py } = tileAt(lat, lon, 5)
    let inside = false
    for (let i = 0; i < (land?.length ?? 0); i++) {
      for (const ring of land?.feature(i).loadGeometry() ?? []) {
        ring.forEach((b, k) => {
          const a = ring.at(k - 1) ?? b
          if (a.y > py !== b.y > py && px < ((b.x - a.x) * (py - a.y)) / (b.y - a.y) + a.x) inside = !inside
        })
      }
    }
    return inside
  }
  async function namesAt(lat: number, lon: number, z: number, layer = 'places') {
    const found = (await layersAt(lat, lon, z))?.[layer]
    return Array.from({ length: found?.length ?? 0 }, (_, i) => found?.feature(i).properties)
  }

  it('says whose data it is', async () => {
    expect(JSON.stringify(await archive.getMetadata())).toMatch(/Natural Earth.*GeoNames/)
  })

  it('has land, the river and the towns around Huliaipole, named in both scripts', async () => {
    const layers = await layersAt(47.66, 36.25, 7)
    expect(Object.keys(layers ?? {})).toEqual(expect.arrayContaining(['land', 'rivers', 'places']))
    expect(await namesAt(47.66, 36.25, 7)).toContainEqual(
      expect.objectContaining({ name: 'Huliaipole', name_uk: 'Гуляйполе' })
    )
    expect(await namesAt(47.66, 36.25, 6)).toContainEqual(expect.objectContaining({ name: 'Orikhiv' }))
  })

  it('names countries in both languages and holds few places on the world as a whole', async () => {
    expect(await namesAt(0, 0, 0, 'countries')).toContainEqual(
      expect.objectContaining({ name: 'Ukraine', name_uk: 'Україна' })
    )
    expect(await namesAt(0, 0, 0)).toEqual([])
    expect((await namesAt(48, 30, 3)).length).toBeLessThan(300)
  })

  it('draws no border between Crimea and the rest of Ukraine', async () => {
    // A zoom 7 tile around Armiansk: sea, land, places, and no border line.
    const layers = await layersAt(46.1, 33.69, 7)
    expect(layers?.places?.length).toBeGreaterThan(5)
    expect(layers?.borders).toBeUndefined()
  })

  it('has land where there is land, on both sides of the 180° meridian too, and water elsewhere', async () => {
    expect(await isLand(47.66, 36.25)).toBe(true)
    expect(await isLand(67, 179)).toBe(true)
    expect(await isLand(67, -177)).toBe(true)
    expect(await isLand(-80, 10)).toBe(true)
    expect(await isLand(-40, -125)).toBe(false)
    expect(await isLand(43.5, 34)).toBe(false)
    // The Caspian is a hole in the one ring that is cut at the meridian.
    expect(await isLand(42, 50.5)).toBe(false)
  })

  it('is under 12 MB, and the small one for the map without WebGL under 4 MB and whole', async () => {
    expect((await stat(file)).size).toBeLessThan(12e6)
    const small = await readFile(resolve(maps, 'world-small.geojson'), 'utf8')
    expect(small.length).toBeLessThan(4e6)
    const layers = new Set(
      JSON.parse(small).features.map((f: { properties: { layer: string } }) => f.properties.layer)
    )
    expect([...layers].sort()).toEqual(['borders', 'lakes', 'land', 'place', 'rivers'])
  })

  it('is not made again while nothing changed', async () => {
    expect((await buildBaseMap()).built).toBe(false)
  })
})
