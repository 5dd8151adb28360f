import { PMTiles } from 'pmtiles'
import { describe, expect, it } from 'vitest'
import { writePmtiles } from '../../scripts/maps/pmtiles-writer.mjs'

function opened(archive: Uint8Array): PMTiles {
  return new PMTiles({
    getKey: () => 'memory',
    getBytes: async (offset, length) => ({
      data: new Uint8Array(archive.slice(offset, offset + length)).buffer
    })
  })
}
const content = async (tiles: PMTiles, z: number, x: number, y: number) => {
  const tile = await tiles.getZxy(z, x, y)
  return tile && new TextDecoder().decode(tile.data)
}

describe('the PMTiles writer', () => {
  it('is read back tile by tile by the library the map uses', async () => {
    const tiles = [
      { z: 1, x: 1, y: 0, data: Buffer.from('north-east') },
      { z: 0, x: 0, y: 0, data: Buffer.from('world') },
      { z: 1, x: 0, y: 1, data: Buffer.from('south-west') }
    ]
    const archive = opened(writePmtiles(tiles, { attribution: 'nobody' }))
    expect(await archive.getHeader()).toMatchObject({
      specVersion: 3,
      minZoom: 0,
      maxZoom: 1,
      clustered: true,
      numAddressedTiles: 3,
      numTileContents: 3
    })
    expect(await archive.getMetadata()).toEqual({ attribution: 'nobody' })
    expect(await content(archive, 0, 0, 0)).toBe('world')
    expect(await content(archive, 1, 1, 0)).toBe('north-east')
    expect(await content(archive, 1, 0, 1)).toBe('south-west')
    expect(await content(archive, 1, 0, 0)).toBeUndefined()
  })

  it('stores equal tiles once', async () => {
    const sea = Array.from({ length: 16 }, (_, i) => ({
      z: 2,
      x: i % 4,
      y: i >> 2,
      data: Buffer.from('sea')
    }))
    const archive = opened(writePmtiles(sea, {}))
    // All sixteen follow one another, so one entry tells of them all.
    expect(await archive.getHeader()).toMatchObject({ numTileEntries: 1, numTileContents: 1 })
    expect(await content(archive, 2, 3, 3)).toBe('sea')
  })

  it('lays leaf directories where the root would not fit its 16 KiB', async () => {
    // Tiles of many lengths that do not compress, every second left out, so that nothing runs together.
    let state = 1
    const noise = () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      return state >>> 24
    }
    const tiles = Array.from({ length: 128 * 128 }, (_, i) => ({
      z: 8,
      x: (i % 128) * 2,
      y: i >> 7,
      data: Buffer.concat([Buffer.from(`tile ${i} `), Buffer.from(Array.from({ length: noise() }, noise))])
    }))
    const archive = opened(writePmtiles(tiles, {}))
    expect((await archive.getHeader()).leafDirectoryLength).toBeGreaterThan(0)
    for (const i of [0, 1, 127, 5000, 16_383]) {
      expect(await content(archive, 8, (i % 128) * 2, i >> 7)).toMatch(new RegExp(`^tile ${i} `))
    }
    expect(await content(archive, 8, 1, 0)).toBeUndefined()
  })
})
