import { describe, expect, test } from 'vitest'
import { remedyChange, remedyChanges } from '#shared/caravan/remedy-change.ts'
import type { Late, LateBinding, LateRemedy, Remedy, Violation } from '#shared/planner/solution.ts'
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

/** One of every way out that the planner knows. */
const remedies: Remedy[] = [
  { code: 'laterWindow', vehicle, stop: idOf('stop-b'), byS: 30 * hour },
  { code: 'laterEnd', vehicle, byS: hour },
  { code: 'moreSpace', vehicle, dimension: 'massKg', by: 300 },
  { code: 'moreSpace', vehicle, dimension: 'coldM3', by: 0.2 },
  { code: 'longerOnBoard', vehicle, shipment: idOf('flour'), byS: 5000 },
  { code: 'longerBestBefore', vehicle, shipment: idOf('flour'), byS: 24 * hour },
  { code: 'otherVehicle', vehicle },
  { code: 'openLeg', vehicle, from: idOf('alpha'), to: idOf('beta'), durationS: hour }
]
const lateRemedies: LateRemedy[] = [
  { code: 'earlierWindow', stop: idOf('stop-b'), fromS: 0, byS: 30 * hour },
  { code: 'laterRest', vehicle, byDays: 2 },
  { code: 'openLeg', vehicle, from: idOf('alpha'), to: idOf('beta'), durationS: hour },
  { code: 'moreDriving', vehicle, byS: 2000 },
  { code: 'longerDay', vehicle, byS: hour },
  { code: 'earlierStart', vehicle, byS: hour },
  { code: 'shorterVisit', stop: idOf('stop-c'), byS: 7 * hour }
]
const plain = (line: string) => line.replaceAll('\u00a0', ' ')

describe('what would help', () => {
  test('is said for each, and two that help together are said together', () => {
    expect(remedies.map(one => plain(explainer('en').remedy([one])))).toEqual([
      'It would fit if beta could be reached 2 days later.',
      'It would fit if the journey ended 1 day later.',
      'It would fit if there were 300 kg more room.',
      'It would fit if there were 0.2 m³ more cooled room.',
      'It would fit if it could be on board 1 h 30 min longer.',
      'It would fit if it kept 1 day longer.',
      'It would fit if it went in another vehicle.',
      'It would fit if the road alpha – beta were open.'
    ])
    expect(plain(explainer('en').remedy([remedies[1]!, remedies[2]!]))).toBe(
      'It would fit if the journey ended 1 day later and there were 300 kg more room.'
    )
    const uk = [
      ...remedies.map(one => explainer('uk').remedy([one])),
      ...lateRemedies.map(one => explainer('uk').lateRemedy([one]))
    ]
    for (const line of uk) expect(line).toMatch(/[а-яіїєґ]{4}/i)
  })

  test('is one edit away where it is anybody’s to make, in whole days and half hours', () => {
    expect(remedies.map(remedyChange)).toEqual([
      { what: 'laterWindow', stop: idOf('stop-b'), days: 2 },
      { what: 'moreDays', days: 1 },
      { what: 'moreRoom', dimension: 'massKg', by: 300 },
      { what: 'moreRoom', dimension: 'coldM3', by: 0.2 },
      { what: 'longerOnWay', match: idOf('flour'), hours: 1.5 },
      null,
      null,
      { what: 'road', a: idOf('alpha'), b: idOf('beta'), state: 'passable' }
    ])
    expect(lateRemedies.map(remedyChange)).toEqual([
      { what: 'earlierWindow', stop: idOf('stop-b'), days: 2 },
      { what: 'laterRest', days: 2 },
      { what: 'road', a: idOf('alpha'), b: idOf('beta'), state: 'passable' },
      { what: 'moreDriving', hours: 1 },
      null,
      { what: 'earlierStart', days: 1 },
      { what: 'shorterStay', stop: idOf('stop-c'), days: 0.5 }
    ])
    expect(remedyChanges([remedies[1]!, remedies[5]!])).toBeNull()
    expect(remedyChanges([remedies[1]!, remedies[2]!])).toHaveLength(2)
  })
})

describe('why something is late', () => {
  test('names by how much and what decided it', () => {
    const late = (binding: LateBinding): Late => ({
      vehicle,
      stop: idOf('stop-c'),
      byS: 30 * hour,
      binding,
      whatWouldFree: [],
      together: []
    })
    const bindings: LateBinding[] = [
      { code: 'windowOpens', stop: idOf('stop-b'), otherStop: true },
      { code: 'windowOpens', stop: idOf('stop-c'), otherStop: false },
      { code: 'leg', from: idOf('alpha'), to: idOf('beta') },
      { code: 'stay', stop: idOf('stop-b') },
      { code: 'restDay' }
    ]
    expect(bindings.map(one => plain(explainer('en').late(late(one))))).toEqual([
      'gamma: 2 days late; beta, before it, opens only then.',
      'gamma: 2 days late; it opens only then.',
      'gamma: 2 days late; the road alpha – beta is slow or out.',
      'gamma: 2 days late; the stay at beta comes before it.',
      'gamma: 2 days late; a day of rest comes before it.'
    ])
  })
})
