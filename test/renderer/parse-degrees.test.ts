import { expect, test } from 'vitest'
import { parseDegrees } from '../../renderer/areas/people/parse-degrees.ts'

test('degrees are read as phones show them, and nothing else is', () => {
  expect(parseDegrees(' 47.65213, 36.25971 ')).toEqual({ lat: 47.65213, lon: 36.25971 })
  expect(parseDegrees('-34;151.2')).toEqual({ lat: -34, lon: 151.2 })
  expect(parseDegrees('47.6 36')).toEqual({ lat: 47.6, lon: 36 })
  for (const typed of ['', '47.6', '91, 0', '0, 181', '47,6, 36,2', 'the well', '1e1, 2'])
    expect(parseDegrees(typed), typed).toBeNull()
})
