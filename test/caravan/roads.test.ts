import { describe, expect, test } from 'vitest'
import {
  type RoadReport,
  type RoadState,
  reportsToReplace,
  roadState,
  roadsOf
} from '#shared/caravan/roads.ts'

const report = (
  id: string,
  state: RoadState,
  seen: string,
  replaces?: string[],
  ends: [string, string] = ['a', 'b']
): RoadReport => ({ id, fields: { a: ends[0], b: ends[1], state, seen, replaces } })

describe('which report of a road holds', () => {
  test('a report written in knowledge of another replaces it, even with an earlier day on it', () => {
    const roads = roadsOf([
      report('r1', 'blocked', '2026-05-04'),
      // a laptop that believes it is 1970
      report('r2', 'passable', '1970-01-01', ['r1'])
    ])
    expect(roadState(roads, 'a', 'b')).toBe('passable')
  })

  test('of reports written apart the one seen later holds, in any order of arrival', () => {
    const reports = [report('r1', 'blocked', '2026-05-04'), report('r2', 'slow', '2026-05-06')]
    expect(roadState(roadsOf(reports), 'a', 'b')).toBe('slow')
    expect(roadState(roadsOf(reports.toReversed()), 'a', 'b')).toBe('slow')
  })

  test('of reports of one day the more cautious holds', () => {
    const reports = [report('r1', 'blocked', '2026-05-04'), report('r2', 'passable', '2026-05-04')]
    expect(roadState(roadsOf(reports), 'a', 'b')).toBe('blocked')
    expect(roadState(roadsOf(reports.toReversed()), 'a', 'b')).toBe('blocked')
  })

  test('a road is one, whichever way round it was reported', () => {
    const roads = roadsOf([report('r1', 'blocked', '2026-05-04', undefined, ['b', 'a'])])
    expect(roadState(roads, 'a', 'b')).toBe('blocked')
    expect(roadState(roads, 'a', 'c')).toBe('passable')
  })

  test('a new report replaces what still holds of its leg and nothing else', () => {
    const reports = [
      report('r1', 'blocked', '2026-05-04'),
      report('r2', 'slow', '2026-05-05', ['r1']),
      report('r3', 'blocked', '2026-05-05', undefined, ['a', 'c'])
    ]
    expect(reportsToReplace(reports, 'b', 'a')).toEqual(['r2'])
  })
})
