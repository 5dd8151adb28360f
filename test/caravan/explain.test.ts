import { describe, expect, test } from 'vitest'
import type { Violation } from '#shared/planner/solution.ts'
import { createExplainer } from '../../renderer/areas/caravan/explain.ts'
import { createFormat } from '../../renderer/text/format.ts'
import { texts } from '../../renderer/text/texts.ts'
import { idOf, match, sample } from './sample.ts'

const rows = sample({ matches: [match('flour', 'beta', 'gamma', 300)] })
const nameOf = (id: string | null | undefined) =>
  (id && rows.communes.get(id)?.fields.name) || 'a commune not known here'
const explainer = (language: 'en' | 'uk') =>
  createExplainer({ text: texts[language].caravan, format: createFormat(language), nameOf, rows })

const vehicle = 'convoy'
const hour = 3600
/** One of every kind of violation that the planner knows. */
const violations: Violation[] = [
  { code: 'windowMissed', vehicle, stop: idOf('stop-b'), by: 50 * hour, untilS: 0 },
  { code: 'tourEndsLate', vehicle, by: 2 * hour, untilS: 0 },
  { code: 'overloaded', vehicle, by: 120, dimension: 'massKg' },
  { code: 'overloaded', vehicle, stop: idOf('stop-c'), by: 0.5, dimension: 'coldM3' },
  { code: 'tooLongOnBoard', vehicle, shipment: idOf('flour'), by: hour },
  { code: 'pastBestBefore', vehicle, shipment: idOf('flour'), by: 24 * hour },
  { code: 'orderBroken', vehicle, stop: idOf('stop-b'), by: 1 },
  { code: 'orderBroken', vehicle, shipment: idOf('flour'), by: 1 },
  { code: 'wrongVehicle', vehicle, stop: idOf('stop-b'), by: 1 },
  { code: 'noWay', vehicle, from: idOf('alpha'), to: idOf('beta'), by: 1 }
]

describe('the planner’s codes in words', () => {
  test('name the place, the good and by how much, in units a person uses', () => {
    const plain = violations.map(one => explainer('en').violation(one).replaceAll('\u00a0', ' '))
    expect(plain).toEqual([
      'beta: comes 3 days after its last day.',
      'The journey ends 2 h after its last day.',
      'After the start: 120 kg too much on board.',
      'After gamma: 0.5 m³ too much in the cooled room.',
      'Flour is on board 1 h too long.',
      'Flour comes 1 day past its best-before day.',
      'beta is locked in another place of the order.',
      'Flour would be brought before it is fetched.',
      'beta belongs to another vehicle.',
      'No open road from alpha to beta.'
    ])
  })

  test('every one has its own sentence in Ukrainian', () => {
    const said = violations.map(explainer('uk').violation)
    expect(new Set(said).size).toBe(violations.length)
    for (const line of said) expect(line).toMatch(/[а-яіїєґ]{4}/i)
  })

  test('a reason from a newer planner is said to be unknown rather than shown as a code', () => {
    expect(explainer('en').reason('somethingNew')).toBe(texts.en.caravan.reason.unknown)
    expect(explainer('en').reason('noWay')).toBe('no open road leads there')
  })
})
