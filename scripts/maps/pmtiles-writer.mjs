import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { zxyToTileId } from 'pmtiles'

/**
 * A PMTiles v3 archive (github.com/protomaps/PMTiles, spec/v3): header, root directory, metadata, leaf
 * directories, tiles in the order of their ids; equal tiles are stored once. Everything inside is gzipped.
 *
 * @param {{z: number, x: number, y: number, data: Uint8Array}[]} tiles vector tiles, not compressed
 * @param {object} metadata with `vector_layers` and `attribution`
 * @returns {Buffer}
 */
export function writePmtiles(tiles, metadata) {
  if (tiles.length === 0) throw new Error('pmtiles: no tiles')
  const { entries, blob, contents } = layOut(tiles)
  const { root, leaves } = directories(entries)
  const meta = gzipSync(JSON.stringify(metadata))
  const rootAt = headerBytes
  const metaAt = rootAt + root.length
  const leavesAt = metaAt + meta.length
  const tilesAt = leavesAt + leaves.length

  const header = Buffer.alloc(headerBytes)
  header.write('PMTiles', 0, 'latin1')
  header.writeUInt8(3, 7)
  const counts = [tiles.length, entries.length, contents]
  const words = [
    rootAt,
    root.length,
    metaAt,
    meta.length,
    leavesAt,
    leaves.length,
    tilesAt,
    blob.length,
    ...counts
  ]
  words.forEach((word, i) => {
    header.writeBigUInt64LE(BigInt(word), 8 + 8 * i)
  })
  const zooms = tiles.map(tile => tile.z)
  const [gzip, mvt] = [2, 1]
  header.writeUInt8(1, 96) // clustered: the tiles lie in the order of their ids
  header.writeUInt8(gzip, 97)
  header.writeUInt8(gzip, 98)
  header.writeUInt8(mvt, 99)
  header.writeUInt8(Math.min(...zooms), 100)
  header.writeUInt8(Math.max(...zooms), 101)
  const world = [-180, -85.0511287, 180, 85.0511287]
  world.forEach((degrees, i) => {
    header.writeInt32LE(Math.round(degrees * 1e7), 102 + 4 * i)
  })
  return Buffer.concat([header, root, meta, leaves, blob])
}

const headerBytes = 127
/** Readers fetch the first 16 KiB at once: the root directory must end within it. */
const rootLimit = 16_384 - headerBytes

function layOut(tiles) {
  const entries = []
  const parts = []
  const placeByHash = new Map()
  let at = 0
  const sorted = tiles
    .map(tile => ({ id: zxyToTileId(tile.z, tile.x, tile.y), data: tile.data }))
    .sort((a, b) => a.id - b.id)
  for (const { id, data } of sorted) {
    const hash = createHash('sha256').update(data).digest('base64')
    let place = placeByHash.get(hash)
    if (!place) {
      const packed = gzipSync(data, { level: 9 })
      place = { offset: at, length: packed.length }
      placeByHash.set(hash, place)
      parts.push(packed)
      at += packed.length
    }
    const last = entries.at(-1)
    if (last && last.offset === place.offset && last.id + last.run === id) last.run++
    else entries.push({ id, run: 1, ...place })
  }
  return { entries, blob: Buffer.concat(parts), contents: placeByHash.size }
}

function directories(entries) {
  const whole = directory(entries)
  if (whole.length <= rootLimit) return { root: whole, leaves: Buffer.alloc(0) }
  for (let perLeaf = 4096; ; perLeaf *= 2) {
    const pointers = []
    const parts = []
    let at = 0
    for (let i = 0; i < entries.length; i += perLeaf) {
      const leaf = directory(entries.slice(i, i + perLeaf))
      // A run of 0 marks an entry that points to a leaf directory.
      pointers.push({ id: entries[i].id, run: 0, offset: at, length: leaf.length })
      parts.push(leaf)
      at += leaf.length
    }
    const root = directory(pointers)
    if (root.length <= rootLimit) return { root, leaves: Buffer.concat(parts) }
  }
}

/** Columns of varints: ids as differences, runs, lengths, offsets (0: right after the one before). */
function directory(entries) {
  const bytes = []
  varint(bytes, entries.length)
  entries.forEach((entry, i) => {
    varint(bytes, entry.id - (entries[i - 1]?.id ?? 0))
  })
  for (const entry of entries) varint(bytes, entry.run)
  for (const entry of entries) varint(bytes, entry.length)
  entries.forEach((entry, i) => {
    const before = entries[i - 1]
    const follows = before !== undefined && entry.offset === before.offset + before.length
    varint(bytes, follows ? 0 : entry.offset + 1)
  })
  return gzipSync(Buffer.from(bytes))
}

function varint(bytes, value) {
  let rest = value
  while (rest > 127) {
    bytes.push((rest % 128) | 128)
    rest = Math.floor(rest / 128)
  }
  bytes.push(rest)
}
