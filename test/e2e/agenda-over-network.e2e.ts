import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { type Bench, createBench, whyNoNamespaces } from '../lan/namespaces.ts'
import { cli, passphrase, stateOf } from './cli.ts'
import { type HostApp, startHostApp } from './hosts/host-app.ts'

const noNamespaces = whyNoNamespaces()

/** Two members' homes with one assembly that both hold. */
const makeHomes = (folder: string): [string, string] => {
  const a = join(folder, 'a')
  const b = join(folder, 'b')
  const at = (name: string) => join(folder, name)
  cli(
    'init',
    '--home',
    a,
    '--federation',
    'Free communes',
    '--commune',
    'Orikhiv',
    '--place',
    '47.57,35.79',
    '--handle',
    'Walnut'
  )
  cli(
    'card',
    '--home',
    b,
    '--handle',
    'Reed',
    '--commune',
    'Polohy',
    '--place',
    '47.48,36.25',
    '--out',
    at('b.card')
  )
  const communes = cli('list', 'commune', '--home', a).rows as { id: string }[]
  cli(
    'put',
    'assembly',
    JSON.stringify({
      name: 'Assembly at the mill',
      at: communes[0]?.id,
      date: '2027-05-12',
      state: 'planned'
    }),
    '--home',
    a
  )
  cli('welcome', at('b.card'), '--home', a, '--out', at('b.welcome'))
  cli('join', at('b.welcome'), '--home', b)
  return [a, b]
}

/** Points of the agenda as the record has them, whatever their order. */
const itemTitles = (home: string): string[] =>
  (cli('list', 'item', '--home', home).rows as { fields: { title: string; dropped?: boolean } }[])
    .filter(({ fields }) => !fields.dropped)
    .map(({ fields }) => fields.title)
    .sort()

test(`two laptops find each other${noNamespaces ? ' (loopback)' : ''}, edit one agenda, are cut apart, and agree again`, async () => {
  test.setTimeout(300_000)
  const folder = mkdtempSync(join(tmpdir(), 'chumak-agenda-'))
  const running: HostApp[] = []
  let bench: Bench | null = null
  try {
    const [homeA, homeB] = makeHomes(folder)
    bench = noNamespaces ? null : createBench(2)
    const [a, b] = await Promise.all([
      startHostApp('a', bench?.hosts[0] ?? null),
      startHostApp('b', bench?.hosts[1] ?? null)
    ])
    running.push(a, b)
    const both = (order: Parameters<HostApp['ask']>[0]) => Promise.all([a.ask(order), b.ask(order)])
    const titlesOf = async (app: HostApp) => (await app.ask({ do: 'titles' })).titles ?? []
    const agree = (titles: string[]) =>
      expect
        .poll(async () => [(await titlesOf(a)).sort(), (await titlesOf(b)).sort()], { timeout: 60_000 })
        .toEqual([titles, titles])

    await Promise.all([
      a.ask({ do: 'open', home: homeA, passphrase }),
      b.ask({ do: 'open', home: homeB, passphrase })
    ])
    await both({ do: 'join-network' })
    for (const app of [a, b])
      await expect
        .poll(async () => (await app.ask({ do: 'status' })).status, { timeout: 30_000 })
        .toContain('holds all you hold')

    await both({ do: 'open-agenda' })
    await Promise.all([
      a.ask({ do: 'add-point', title: 'Roads' }),
      b.ask({ do: 'add-point', title: 'Seeds' })
    ])
    await agree(['Roads', 'Seeds'])

    // The same title on both ends at once, then with the cable pulled.
    const roads = async (app: HostApp) => (await titlesOf(app)).findIndex(title => title.includes('Roads'))
    await Promise.all([
      a.ask({ do: 'write-on', point: await roads(a), text: ' and bridges' }),
      b.ask({ do: 'add-point', title: 'Salt' })
    ])
    await agree(['Roads and bridges', 'Salt', 'Seeds'])

    bench?.hosts[1]?.plug(false)
    await Promise.all([
      a.ask({ do: 'write-on', point: await roads(a), text: ', before harvest' }),
      b.ask({ do: 'add-point', title: 'Rest' })
    ])
    if (bench) {
      expect(await titlesOf(a)).not.toContain('Rest')
      expect(await titlesOf(b)).not.toContain('Roads and bridges, before harvest')
    }
    bench?.hosts[1]?.plug(true)
    const all = ['Rest', 'Roads and bridges, before harvest', 'Salt', 'Seeds']
    await agree(all)

    // Every pause writes into the record, and the record travels by the link.
    await expect
      .poll(async () => (await a.ask({ do: 'status' })).status, { timeout: 30_000 })
      .toContain('All in the record.')
    await expect
      .poll(async () => (await b.ask({ do: 'status' })).status, { timeout: 30_000 })
      .toContain('All in the record.')
    await new Promise(resolve => setTimeout(resolve, 4000))
    await both({ do: 'quit' })
    expect(itemTitles(homeA)).toEqual(all)
    expect(itemTitles(homeB)).toEqual(all)
    expect(stateOf(homeA)).toBe(stateOf(homeB))
  } finally {
    for (const app of running) app.kill()
    bench?.remove()
    rmSync(folder, { recursive: true, force: true })
  }
})
