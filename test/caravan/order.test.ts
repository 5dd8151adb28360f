import { describe, expect, test } from 'vitest'
import { moved } from '../../renderer/areas/caravan/use-order.ts'

describe('moving a stop in the order', () => {
  test('further down it goes after what stood there, further up before it', () => {
    expect(moved(['a', 'b', 'c', 'd'], 0, 2)).toEqual(['b', 'c', 'a', 'd'])
    expect(moved(['a', 'b', 'c', 'd'], 3, 1)).toEqual(['a', 'd', 'b', 'c'])
  })

  test('of two calls at one stop the one that was taken moves', () => {
    expect(moved(['a', 'b', 'a', 'c'], 2, 3)).toEqual(['a', 'b', 'c', 'a'])
  })

  test('beyond either end nothing moves', () => {
    expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b'])
    expect(moved(['a', 'b'], 1, 2)).toEqual(['a', 'b'])
  })
})
