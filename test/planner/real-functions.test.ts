import { expect, test } from 'vitest'
import { naturalLog, power } from '#shared/planner/search/real-functions'

const draws = Array.from({ length: 2_000 }, (_, i) => (i + 0.5) / 2_000)

test('the logarithm is right to a few units in the last place', () => {
  for (const x of [...draws, ...draws.map(draw => draw / 2 ** 32), ...draws.map(draw => draw * 1e9)])
    expect(Math.abs(naturalLog(x) - Math.log(x))).toBeLessThanOrEqual(
      8e-16 * Math.max(0.5, Math.abs(Math.log(x)))
    )
  expect(naturalLog(1)).toBe(0)
  expect([naturalLog(0), naturalLog(Infinity), naturalLog(-1)]).toEqual([-Infinity, Infinity, Number.NaN])
})

test('powers are right to thirteen digits, at the ends too', () => {
  for (const base of [0.001, 0.03, 0.5, 1, 7])
    for (const exponent of draws)
      expect(Math.abs(power(base, exponent) / base ** exponent - 1)).toBeLessThan(1e-13)
  expect([power(0.3, 0), power(0, 1), power(Number.NaN, 1)]).toEqual([1, 0, Number.NaN])
  expect(power(0.03, 1)).toBeCloseTo(0.03, 14)
})
