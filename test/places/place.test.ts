import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { distanceM } from '#shared/places/distance.ts'
import { coarsen, coarseStepDeg } from '#shared/places/place.ts'
import { placeKey } from '#shared/places/place-key.ts'
import { ukrainianToLatin } from '#shared/places/transliterate.ts'

const anywhere = fc.record({
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
  lon: fc.double({ min: -180, max: 180, noNaN: true })
})

describe('a coarse place', () => {
  it('is a corner of the grid', () => {
    expect(coarsen({ lat: 47.66685, lon: 36.25576 })).toEqual({ lat: 47.65, lon: 36.25, precision: 'coarse' })
    expect(coarsen({ lat: -0.01, lon: -179.99 })).toEqual({ lat: 0, lon: 180, precision: 'coarse' })
  })

  it('forgets that it was exact', () => {
    expect(coarsen({ lat: 1.04, lon: 2.02, precision: 'exact' })).toEqual({
      lat: 1.05,
      lon: 2,
      precision: 'coarse'
    })
  })

  it('stays as it is when coarsened again, within half a step of where it was', () => {
    fc.assert(
      fc.property(anywhere, at => {
        const once = coarsen(at)
        expect(coarsen(once)).toEqual(once)
        expect(Object.is(once.lat, -0) || Object.is(once.lon, -0)).toBe(false)
        expect(Math.abs(once.lat - at.lat)).toBeLessThanOrEqual(coarseStepDeg / 2 + 1e-9)
        expect(Math.abs(once.lat)).toBeLessThanOrEqual(90)
        expect(Math.abs(once.lon)).toBeLessThanOrEqual(180)
      })
    )
  })
})

describe('distance', () => {
  it('agrees with known figures', () => {
    const huliaipole = { lat: 47.66685, lon: 36.25576 }
    const zaporizhzhia = { lat: 47.85167, lon: 35.11714 }
    expect(distanceM(huliaipole, zaporizhzhia) / 1000).toBeCloseTo(87.5, 0)
    // A quarter of a great circle of the mean sphere is 10,007.6 km.
    expect(distanceM({ lat: 0, lon: 0 }, { lat: 90, lon: 0 }) / 1000).toBeCloseTo(10_007.56, 1)
    expect(distanceM({ lat: 0, lon: 179.5 }, { lat: 0, lon: -179.5 }) / 1000).toBeCloseTo(111.195, 2)
  })

  it('is nothing from a place to itself, the same both ways, and never more than half round', () => {
    fc.assert(
      fc.property(anywhere, anywhere, (a, b) => {
        expect(distanceM(a, a)).toBe(0)
        expect(distanceM(a, b)).toBeCloseTo(distanceM(b, a), 3)
        expect(distanceM(a, b)).toBeLessThanOrEqual(20_015_115)
      })
    )
  })
})

describe('Ukrainian in Latin letters', () => {
  it.each([
    // The examples of the table itself: letters at the beginning of a word and inside it, «зг», softness.
    ['Алушта', 'Alushta'],
    ['Згорани', 'Zghorany'],
    ['Розгон', 'Rozghon'],
    ['Ґалаґан', 'Galagan'],
    ['Єнакієве', 'Yenakiieve'],
    ['Їжакевич', 'Yizhakevych'],
    ['Кадиївка', 'Kadyivka'],
    ['Йосипівка', 'Yosypivka'],
    ['Стрий', 'Stryi'],
    ['Щербухи', 'Shcherbukhy'],
    ['Юрій', 'Yurii'],
    ['Костянтин', 'Kostiantyn'],
    ["Знам'янка", 'Znamianka'],
    ['Русь', 'Rus'],
    ['ЩО Ярошенко', 'SHCHO Yaroshenko']
  ])('%s is %s', (ukrainian, latin) => {
    expect(ukrainianToLatin(ukrainian)).toBe(latin)
  })
})

describe('place keys', () => {
  it.each([
    [['Huliaipole', 'Hulyaypole', 'Гуляйполе', 'HULIAIPOLE '], 'huliaipole'],
    [['Київ', 'Kyiv', 'Kyyiv'], 'kiv'],
    [['Вільнянськ', 'Vil’nyans’k', 'Vilniansk'], 'vilniansk'],
    [['São Paulo', 'sao  paulo'], 'sao paulo'],
    [['Łódź', 'lodz'], 'lodz']
  ])('%j are one', (spellings, key) => {
    expect(spellings.map(placeKey)).toEqual(spellings.map(() => key))
  })
})
