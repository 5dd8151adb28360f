import { describe, expect, test } from 'vitest'
import type { Difference } from '#shared/caravan/plan-difference.ts'
import type { Change } from '#shared/caravan/what-if.ts'
import { changeName } from '../../renderer/areas/caravan/change-words.ts'
import { differenceLine } from '../../renderer/areas/caravan/difference-words.ts'
import { createExplainer } from '../../renderer/areas/caravan/explain.ts'
import { createFormat } from '../../renderer/text/format.ts'
import { texts } from '../../renderer/text/texts.ts'
import { idOf, match, sample } from './sample.ts'

const nameOf = (id: string | null | undefined) => (id ? `${id[0]?.toUpperCase()}${id.slice(1)}` : 'nowhere')
/** One of every difference there is. */
const differences: Difference[] = [
  { what: 'notVisited', stop: 's', commune: 'polohy' },
  { what: 'visited', stop: 's', commune: 'polohy' },
  { what: 'breaks', from: 0, to: 1 },
  { what: 'breaks', from: 2, to: 0 },
  { what: 'staysBehind', match: 'm', good: 'flour', massKg: 300 },
  { what: 'comesAlong', match: 'm', good: 'flour', massKg: 300 },
  { what: 'length', byDays: 2 },
  { what: 'length', byDays: -1 },
  { what: 'setsOut', from: '2026-05-12', to: '2026-05-13' },
  { what: 'day', stop: 's', commune: 'tokmak', from: '2026-05-12', to: '2026-05-14' },
  { what: 'shifted', communes: ['polohy', 'orikhiv', 'tokmak'], byDays: 2 },
  { what: 'shifted', communes: ['polohy', 'orikhiv', 'tokmak'], byDays: -1 },
  { what: 'moved', stop: 's', commune: 'tokmak', after: 'polohy' },
  { what: 'moved', stop: 's', commune: 'tokmak', after: null },
  { what: 'reordered', stops: 5 },
  { what: 'rest', from: '2026-05-12', to: '2026-05-13' },
  { what: 'rest', from: null, to: '2026-05-13' },
  { what: 'rest', from: '2026-05-12', to: null },
  { what: 'way', byM: 41_000, byMin: -30 }
]
const line = (language: 'en' | 'uk') => (one: Difference) =>
  differenceLine(one, texts[language].whatIf.difference, createFormat(language), nameOf).replaceAll(
    '\u00a0',
    ' '
  )

describe('differences in words', () => {
  test('say what a person would say', () => {
    expect(differences.map(line('en'))).toEqual([
      'Polohy is not visited',
      'Polohy is visited too',
      'It breaks 1 limit',
      'It breaks no limit any more',
      '300 kg of flour stay behind',
      '300 kg of flour come along',
      '2 days longer',
      '1 day shorter',
      'Sets out on 13 May instead of 12 May',
      'Tokmak on 14 May instead of 12 May',
      'Polohy, Orikhiv and Tokmak 2 days later',
      'Polohy, Orikhiv and Tokmak 1 day earlier',
      'Tokmak comes after Polohy',
      'Tokmak comes first',
      '5 stops stand elsewhere in the order',
      'A day of rest moves from 12 May to 13 May',
      'A day of rest more, on 13 May',
      'A day of rest less: 12 May',
      '41 km more, 30 min less at the wheel'
    ])
  })

  test('every one has its own sentence in Ukrainian', () => {
    const said = differences.map(line('uk'))
    expect(new Set(said).size).toBe(differences.length)
    for (const one of said) expect(one).toMatch(/[а-яіїєґ]{3}/i)
  })
})

describe('a what-if', () => {
  test('is named by what it supposes, in both languages', () => {
    const rows = sample({ matches: [match('flour', 'beta', 'gamma', 300)] })
    const [a, b, stop] = [idOf('alpha'), idOf('beta'), idOf('stop-b')]
    const changes: Change[] = [
      { what: 'road', a, b, state: 'blocked' },
      { what: 'road', a, b, state: 'passable' },
      { what: 'silent', stop },
      { what: 'vehicleLess', vehicle: idOf('van') },
      { what: 'order', stops: [] },
      { what: 'goals', goals: ['fair', 'serve'] },
      { what: 'moreDays', days: 3 },
      { what: 'laterWindow', stop, days: 2 },
      { what: 'earlierWindow', stop, days: 2 },
      { what: 'shorterStay', stop, days: 0.5 },
      { what: 'earlierStart', days: 1 },
      { what: 'moreDriving', hours: 1.5 },
      { what: 'laterRest', days: 1 },
      { what: 'moreRoom', dimension: 'massKg', by: 300 },
      { what: 'moreRoom', dimension: 'coldM3', by: 0.2 },
      { what: 'longerOnWay', match: idOf('flour'), hours: 6 }
    ]
    const names = (language: 'en' | 'uk') => {
      const text = texts[language]
      const format = createFormat(language)
      const called = (id: string | null | undefined) => (id && rows.communes.get(id)?.fields.name) || '?'
      const explainer = createExplainer({ text: text.caravan, format, nameOf: called, rows })
      return changes.map(change =>
        changeName(change, { text, format, rows, explainer, nameOf: called }).replaceAll('\u00a0', ' ')
      )
    }
    expect(names('en')).toEqual([
      'The road alpha – beta is out',
      'The road alpha – beta is open',
      'beta has fallen silent',
      'Without unnamed',
      'Another order',
      'Other goals, first: Fair turns',
      '3 days more',
      'beta hosts 2 days later',
      'beta hosts 2 days earlier',
      'The stay at beta is 0.5 days shorter',
      'The journey begins 1 day earlier',
      '1 h 30 min more driving a day',
      'Rest comes 1 day later',
      '300 kg more room',
      '0.2 m³ more cooled room',
      'Flour may be 6 h longer on the way'
    ])
    expect(new Set(names('uk')).size).toBe(changes.length)
  })
})
