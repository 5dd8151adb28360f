import { expect, test } from 'vitest'
import { oneAhead } from '../../electron/carry/reading/one-ahead.ts'

test('the next value is asked for while one is worked with, and no more than one', async () => {
  const said: string[] = []
  async function* source() {
    for (let n = 1; n <= 3; n++) {
      said.push(`asked for ${n}`)
      yield n
    }
  }
  for await (const n of oneAhead(source())) said.push(`works with ${n}`)
  expect(said).toEqual([
    'asked for 1',
    'asked for 2',
    'works with 1',
    'asked for 3',
    'works with 2',
    'works with 3'
  ])
})

test('a failure is told after all that came before it', async () => {
  async function* source() {
    yield 1
    throw new Error('torn')
  }
  const got: number[] = []
  const read = async () => {
    for await (const n of oneAhead(source())) {
      await new Promise(done => setTimeout(done, 1))
      got.push(n)
    }
  }
  await expect(read()).rejects.toThrow('torn')
  expect(got).toEqual([1])
})

test('whoever stops early stops the source, and hears no failure of what was not wanted', async () => {
  let ended = false
  async function* source() {
    try {
      yield 1
      yield 2
      throw new Error('torn')
    } finally {
      ended = true
    }
  }
  for await (const n of oneAhead(source())) if (n === 1) break
  expect(ended).toBe(true)
})
