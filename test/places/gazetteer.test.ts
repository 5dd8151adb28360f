import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { encodeGazetteer, type Gazetteer, parseGazetteer } from '#shared/places/gazetteer-file.ts'
import { searchPlaces } from '#shared/places/search-places.ts'
import { buildBaseMap } from '../../scripts/maps/build-base-map.mjs'

const built = resolve(import.meta.dirname, '../../resources/maps/gazetteer.bin')

function opened(bytes: Uint8Array): Gazetteer {
  const gazetteer = parseGazetteer(bytes)
  if ('fault' in gazetteer) throw new Error(gazetteer.fault)
  return gazetteer
}

describe('the gazetteer file', () => {
  // Two regions, so that a qualifier has something to choose; two places of one name.
  const bytes = encodeGazetteer({
    regions: [
      { country: 'UA', name: 'Zaporizhzhia', nameUk: 'Запорізька область' },
      { country: 'UA', name: 'Odesa' }
    ],
    places: [
      {
        lat: 47.57613,
        lon: 35.78333,
        name: 'Orikhiv',
        nameUk: 'Оріхів',
        population: 14_479,
        region: 0,
        alternates: ['Орехов']
      },
      { lat: 46.37, lon: 29.4, name: 'Mykolaivka', population: 1678, region: 1, alternates: [] },
      { lat: 47.5, lon: 36.1, name: 'Mykolaivka', population: 900, region: 0, alternates: [] },
      { lat: -33.9, lon: -70.1, name: 'Mala Tokmachka', population: 2912, region: 0, alternates: [] }
    ]
  })
  const find = (query: string, near?: { lat: number; lon: number }) =>
    searchPlaces(opened(bytes), query, { limit: 5, ...(near ? { near } : {}) })

  it('gives back what was put in', () => {
    expect(find('orikhiv')).toEqual([
      {
        name: 'Orikhiv',
        nameUk: 'Оріхів',
        lat: 47.57613,
        lon: 35.78333,
        population: 14_479,
        region: { country: 'UA', name: 'Zaporizhzhia', nameUk: 'Запорізька область' }
      }
    ])
    expect(find('tokm')[0]).toMatchObject({ name: 'Mala Tokmachka', lat: -33.9, lon: -70.1 })
  })

  it('finds by other spellings, and a place once only', () => {
    expect(find('Орехов').map(p => p.name)).toEqual(['Orikhiv'])
    expect(find('or')).toHaveLength(1)
  })

  it('puts the larger place first, unless another is near', () => {
    expect(find('mykolaivka').map(p => p.population)).toEqual([1678, 900])
    expect(find('mykolaivka', { lat: 47.6, lon: 36 }).map(p => p.population)).toEqual([900, 1678])
  })

  it('takes what follows a comma as the region', () => {
    expect(find('mykolaivka, odesa').map(p => p.population)).toEqual([1678])
    expect(find('миколаївка, запорізька').map(p => p.population)).toEqual([900])
  })

  it('finds nothing for an empty query, for signs alone, or beyond its last key', () => {
    for (const query of ['', '  ', '!?', ',', 'zzzz', 'orikhivx']) expect(find(query)).toEqual([])
  })

  it('refuses other files and cut ones', () => {
    expect(parseGazetteer(new Uint8Array(3))).toEqual({ fault: 'not-a-gazetteer' })
    expect(parseGazetteer(new Uint8Array(400))).toEqual({ fault: 'not-a-gazetteer' })
    expect(parseGazetteer(bytes.slice(0, -1))).toEqual({ fault: 'wrong-size' })
    const newer = bytes.slice()
    newer[4] = 2
    expect(parseGazetteer(newer)).toEqual({ fault: 'other-version' })
    const huge = bytes.slice()
    huge.fill(0xff, 8, 32)
    expect(parseGazetteer(huge)).toEqual({ fault: 'wrong-size' })
  })
})

describe('the built gazetteer', () => {
  let gazetteer: Gazetteer
  beforeAll(async () => {
    await buildBaseMap()
    gazetteer = opened(readFileSync(built))
  }, 240_000)
  const first = (query: string) =>
    searchPlaces(gazetteer, query, { limit: 5, near: { lat: 47.7, lon: 36.2 } })[0]

  it.each([
    ['Huliaipole', 'Huliaipole', 47.667, 36.256],
    ['hulyaypole', 'Huliaipole', 47.667, 36.256],
    ['Гуляйполе', 'Huliaipole', 47.667, 36.256],
    ['гуляйп', 'Huliaipole', 47.667, 36.256],
    ['Zaporizhzhia', 'Zaporizhzhia', 47.852, 35.117],
    ['Запоріжжя', 'Zaporizhzhia', 47.852, 35.117],
    ['Запорожье', 'Zaporizhzhia', 47.852, 35.117],
    ['Orikhiv', 'Orikhiv', 47.576, 35.783],
    ['Оріхів', 'Orikhiv', 47.576, 35.783],
    ['Знамʼянка', 'Znamianka', 48.721, 32.658]
  ])('finds %s', (query, name, lat, lon) => {
    const place = first(query)
    expect(place?.name).toBe(name)
    expect(place?.lat).toBeCloseTo(lat, 2)
    expect(place?.lon).toBeCloseTo(lon, 2)
  })

  it('knows the oblast and the Ukrainian name', () => {
    expect(first('Huliaipole')).toMatchObject({
      nameUk: 'Гуляйполе',
      region: { country: 'UA', name: 'Zaporizhzhia', nameUk: 'Запорізька область' }
    })
  })

  it('finds places abroad, with or without their accents', () => {
    expect(first('Sao Paulo')).toMatchObject({ name: 'São Paulo', region: { country: 'BR' } })
    expect(first('Reykjavík')).toMatchObject({ region: { country: 'IS' } })
    expect(first('Варшава')).toMatchObject({ name: 'Warsaw' })
  })

  it('answers within 20 ms as one types, and a single letter within 60, at its best of nine', () => {
    const bestMs = (query: string) => {
      const tookMs = Array.from({ length: 9 }, () => {
        const start = performance.now()
        searchPlaces(gazetteer, query, { limit: 20, near: { lat: 47.7, lon: 36.2 } })
        return performance.now() - start
      })
      return Math.min(...tookMs)
    }
    for (const query of ['sa', 'ми', 'san', 'huliaipole']) expect(bestMs(query), query).toBeLessThan(20)
    // The letter most names and words begin with: some forty thousand.
    expect(bestMs('s')).toBeLessThan(60)
  })
})
