// @vitest-environment happy-dom
import { act, cleanup, render } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { setLockAfter, useIdleLock } from '../../renderer/shell/lock-after.ts'
import { createFakeChumak } from './fake-chumak.ts'

const minute = 60_000
const locked = { state: 'locked', demo: false, handle: null, device: null, desk: null } as const

const Watched = () => {
  useIdleLock()
  return null
}

let asked: ReturnType<typeof createFakeChumak>
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
  localStorage.clear()
  asked = createFakeChumak([], { 'vault.lock': () => locked })
  window.chumak = asked.chumak
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const locks = () => asked.asked.filter(({ name }) => name === 'vault.lock').length
const wait = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))

test('a window that nobody touches locks after the usual quarter of an hour, and not before', async () => {
  render(<Watched />)
  await wait(14 * minute)
  expect(locks()).toBe(0)
  await wait(minute + 2_000)
  expect(locks()).toBe(1)
})

test('keys, movements and long work put the locking off', async () => {
  render(<Watched />)
  await wait(14 * minute)
  window.dispatchEvent(new Event('pointermove'))
  await wait(14 * minute)
  window.dispatchEvent(new Event('keydown'))
  await wait(14 * minute)
  asked.send('progress', { job: 'import', done: 1, total: 2 })
  await wait(14 * minute)
  expect(locks()).toBe(0)
  await wait(2 * minute)
  expect(locks()).toBe(1)
})

test('the time is a setting that holds at once, and "never" is one of them', async () => {
  render(<Watched />)
  act(() => setLockAfter(0))
  await wait(10 * 60 * minute)
  expect(locks()).toBe(0)
  act(() => setLockAfter(5))
  await wait(5 * minute + 2_000)
  expect(locks()).toBe(1)
})
