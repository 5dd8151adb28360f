import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { cli, stateOf } from './cli.ts'

const folder = mkdtempSync(join(tmpdir(), 'chumak-cli-people-'))
const at = (name: string) => join(folder, name)
const home = (name: string) => ['--home', at(name)]
test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Told {
  communes: {
    id: string
    name: string
    state: string
    empty: boolean
    people: { handle: string; state: string; mandates: unknown[] }[]
  }[]
}
const peopleOf = (name: string, commune: string) => {
  const found = (cli('people', '--today', '2026-05-12', ...home(name)) as unknown as Told).communes.find(
    one => one.name === commune
  )
  if (!found) throw new Error(`no commune ${commune}`)
  return found
}
const carry = (from: string, ...to: string[]) => {
  cli('bundle', 'export', '--out', at('stick.caravan'), ...home(from))
  for (const name of to) cli('bundle', 'import', at('stick.caravan'), ...home(name))
}
const card = (name: string, handle: string, ...more: string[]) =>
  cli('card', '--handle', handle, ...more, '--out', at(`${name}.card`), ...home(name))
const take = (name: string) => cli('join', at(`${name}.welcome`), ...home(name))

test('people, duties, forgetting, release, leaving and coming back, from the command line', () => {
  test.setTimeout(120_000)
  const place = ['--place', '47.57,35.79']
  cli(
    'init',
    '--federation',
    'Free communes',
    '--commune',
    'Orikhiv',
    ...place,
    '--handle',
    'Walnut',
    ...home('a')
  )
  card('b', 'Reed')
  card('c', 'Sorrel', '--commune', 'Polohy', ...place)
  for (const name of ['b', 'c']) {
    cli('welcome', at(`${name}.card`), '--out', at(`${name}.welcome`), ...home('a'))
    take(name)
  }
  const duty = ['--duty', 'driver', '--type', 'binding', '--until', '2026-05-31']
  const mandate = cli('mandate', 'Reed', ...duty, ...home('a'))
  expect(peopleOf('a', 'Orikhiv').people.find(({ handle }) => handle === 'Reed')?.mandates).toHaveLength(1)
  cli('recall', String(mandate.id), ...home('a'))
  expect(peopleOf('a', 'Orikhiv').people.find(({ handle }) => handle === 'Reed')?.mandates).toEqual([])

  const good = JSON.stringify({ good: 'Flour', quantity: 1, massKg: 50, category: 'grain' })
  const offer = cli('put', 'offer', good, ...home('a'))
  expect(cli('forget', String(offer.id), '--why', 'mistake', ...home('a'))).toEqual({
    entries: 1,
    forgotten: 1
  })
  expect(cli('list', 'offer', ...home('a'))).toMatchObject({ total: 0 })

  expect(cli('release', 'Reed', '--why', 'device-lost', ...home('a'))).toEqual({ released: true, more: 0 })
  carry('a', 'c')
  expect(() => carry('a', 'b'), 'a released device opens nothing new').toThrow(/bundle-foreign/)
  expect(cli('renew-device', ...home('b'))).toMatchObject({ state: 'waiting', welcomed: false })
  card('b', 'Reed')
  cli('welcome', at('b.card'), '--out', at('b.welcome'), ...home('a'))
  expect(take('b')).toMatchObject({ state: 'in', welcomed: true })
  expect(peopleOf('b', 'Orikhiv').people.map(({ state }) => state)).toEqual(['member', 'member', 'released'])

  expect(cli('leave', ...home('c'))).toMatchObject({ state: 'left' })
  carry('c', 'a')
  const polohy = peopleOf('a', 'Polohy')
  expect(polohy.state).toBe('left')
  expect(cli('vouch', polohy.id, ...home('a'))).toEqual({ isIn: true })
  expect(cli('threshold', '2', ...home('a'))).toEqual({ vouchThreshold: 2 })
  carry('a', 'b', 'c')

  cli('release', 'Sorrel', '--why', 'moved-on', ...home('c'))
  carry('c', 'a')
  expect(peopleOf('a', 'Polohy').empty).toBe(true)
  card('d', 'Heir')
  const revived = cli('revive', polohy.id, at('d.card'), '--out', at('d.welcome'), ...home('a'))
  expect(revived).toMatchObject({ revived: true, more: 0 })
  expect(take('d')).toMatchObject({ state: 'in', commune: { name: 'Polohy' } })
  carry('d', 'a', 'b')
  carry('a', 'b', 'd')
  expect(new Set(['a', 'b', 'd'].map(name => stateOf(at(name)))).size).toBe(1)
})
