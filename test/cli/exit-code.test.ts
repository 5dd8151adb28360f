import { expect, test } from 'vitest'
import { exitCodeOf } from '../../electron/cli/exit-code.ts'

test('verify fails where it found a problem, so that a script need not read its answer', () => {
  const problem = { log: 'abc', seq: 3, reason: 'signature' }
  expect(exitCodeOf('verify', { entries: 3, logs: 1, problems: [problem] })).toBe(1)
  expect(exitCodeOf('verify', { entries: 3, logs: 1, problems: [] })).toBe(0)
  expect(exitCodeOf('bundle verify', { entries: 3 })).toBe(0)
  expect(exitCodeOf('hub', undefined)).toBe(0)
})
