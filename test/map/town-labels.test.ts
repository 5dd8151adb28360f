import { describe, expect, it } from 'vitest'
import { townLabels } from '../../renderer/map/town-labels.ts'

describe('towns on the map without WebGL', () => {
  const towns = [
    { name: 'village', population: 300, x: 300, y: 300 },
    { name: 'town', population: 20_000, x: 100, y: 100 },
    { name: 'city', population: 900_000, x: 110, y: 104 },
    { name: 'beyond', population: 900_000, x: 900, y: 100 }
  ]
  const around = {
    pixelOf: (index: number) => towns[index] ?? { x: 0, y: 0 },
    size: { x: 500, y: 400 },
    metresPerPixel: 300,
    reserved: [],
    nameOf: (town: { name: string }) => town.name,
    isLeftOut: (_: { name: string }) => false
  }
  const names = (changes: Partial<Parameters<typeof townLabels<(typeof towns)[number]>>[1]> = {}) =>
    townLabels(towns, { ...around, ...changes }).map(({ text }) => text)

  it('names the larger of two that collide, and none outside the view or too small for the scale', () => {
    expect(names()).toEqual(['city'])
  })

  it('names villages from near', () => {
    expect(names({ metresPerPixel: 50 })).toEqual(['city', 'village'])
  })

  it('leaves room for what lies over it, and leaves out what is named there', () => {
    expect(names({ reserved: [{ x: 110, y: 110, lines: ['Zaporizhzhia'] }] })).toEqual([])
    expect(names({ isLeftOut: town => town.name === 'city' })).toEqual(['town'])
  })
})
