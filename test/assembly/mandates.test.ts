import { expect, test } from 'vitest'
import { mandatesInForce } from '#shared/assembly/mandates.ts'
import type { Row } from '#shared/contract.ts'
import { fakeDevice, fakeId, fakeRow } from '../renderer/fake-chumak.ts'

const mandate = (n: number, dates: { from?: string; until?: string }, commune = 1) =>
  fakeRow(
    'mandate',
    n,
    { holder: fakeDevice, duty: 'driver', type: 'binding', ...dates },
    commune
  ) as Row<'mandate'>
const recall = (n: number, of: number, commune = 1) =>
  fakeRow('recall', n, { mandate: fakeId(of) }, commune) as Row<'recall'>
const held = (mandates: Row<'mandate'>[], recalls: Row<'recall'>[], today: string) =>
  mandatesInForce(mandates, recalls, today).map(({ id }) => id)

test('a mandate holds from its first day to its last, both included, and without them for ever', () => {
  const may = mandate(10, { from: '2026-05-01', until: '2026-05-31' })
  const always = mandate(11, {})
  for (const [today, both] of [
    ['2026-04-30', false],
    ['2026-05-01', true],
    ['2026-05-31', true],
    ['2026-06-01', false]
  ] as const)
    expect(held([may, always], [], today)).toEqual(both ? [may.id, always.id] : [always.id])
})

test('only the commune that gave a mandate recalls it', () => {
  const given = mandate(10, {}, 1)
  expect(held([given], [recall(20, 10, 2)], '2026-05-12')).toEqual([given.id])
  expect(held([given], [recall(20, 10, 2), recall(21, 10, 1)], '2026-05-12')).toEqual([])
  expect(held([given], [recall(22, 11, 1)], '2026-05-12'), 'another one').toEqual([given.id])
})
