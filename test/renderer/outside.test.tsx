// @vitest-environment happy-dom
import { cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Standing } from '#shared/contract.ts'
import { Ground } from '../../renderer/app.tsx'
import type { Desk } from '../../renderer/desk/desk.ts'
import { GivenDesk } from '../../renderer/desk/desk-provider.tsx'
import { go } from '../../renderer/shell/route.ts'
import { Opened } from '../../renderer/shell/shell.tsx'
import { texts } from '../../renderer/text/texts.ts'
import { createFakeChumak, fakeDevice, fakeId } from './fake-chumak.ts'

const { carry, people, shell, start, words } = texts.en

beforeEach(() => {
  localStorage.setItem('chumak-language', 'en')
  // the map is not for here
  go({ area: 'carry', part: 'people' })
})
afterEach(cleanup)

const emptyDesk: Desk = {
  get: async () => undefined,
  put: async () => undefined,
  remove: async () => undefined,
  keys: async () => [],
  until: () => undefined,
  close: async () => undefined
}

/** Who waits: everything as a welcomed device has it whose welcome does not count. */
const outside: Standing = {
  federation: { id: fakeId(800), name: 'Zelene Pole' },
  commune: null,
  state: 'waiting',
  welcomed: true,
  forked: false,
  forks: [],
  device: fakeDevice,
  handle: 'Olena'
}

/** Opens the window of a device that stands so; the answer lets it stand otherwise later. */
const open = (standing: Standing) => {
  const now = { standing }
  const fake = createFakeChumak([], {
    'federation.standing': () => now.standing,
    'people.list': () => ({ communes: [], more: 0, vouchThreshold: 1, ofFounder: false }),
    'record.forgettable': () => ({ rows: [], total: 0 })
  })
  window.chumak = fake.chumak
  render(
    <Ground>
      <GivenDesk value={emptyDesk}>
        <Opened demo={false} />
      </GivenDesk>
    </Ground>
  )
  return (next: Standing) => {
    now.standing = next
    fake.send('changed', { kinds: ['admit'] })
  }
}
const banner = () => screen.findByRole('complementary', { name: people.outside.label })
const noBanner = () => screen.queryByRole('complementary', { name: people.outside.label })
const navigation = () => screen.findByRole('navigation', { name: shell.navigation })

describe('a device that is no member, where the record is here', () => {
  it.each([
    ['whose welcome counts no more', {}, people.outside.nobody],
    ['with a new key', { welcomed: false }, people.outside.newKey],
    [
      'of a commune that is not in',
      { commune: { id: fakeId(1), name: 'Polohy' } },
      people.outside.commune('Polohy')
    ]
  ])('%s reads, and is told what to do on every screen', async (_, part, said) => {
    open({ ...outside, ...part })
    await navigation()
    expect((await banner()).textContent).toContain(said)
  })

  it('comes to the making of a card and back', async () => {
    open(outside)
    await userEvent.click(within(await banner()).getByRole('button', { name: people.outside.toCard }))
    expect(await screen.findByRole('button', { name: start.join.makeCard })).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: words.act.back }))
    await navigation()
  })

  it('is at work once it is in, and on its screens again where it is put out once more', async () => {
    const stands = open(outside)
    await userEvent.click(within(await banner()).getByRole('button', { name: people.outside.toCard }))
    await screen.findByRole('button', { name: start.join.makeCard })
    stands({ ...outside, state: 'in', commune: { id: fakeId(1), name: 'Polohy' } })
    await navigation()
    expect(noBanner()).toBeNull()
    stands(outside)
    await banner()
    await navigation()
  })

  it('is offered no welcoming of others, which would fail', async () => {
    open(outside)
    expect(await screen.findByText(carry.people.welcomeNot)).toBeTruthy()
    expect(screen.queryByRole('button', { name: carry.people.chooseCard })).toBeNull()
  })

  it('takes a new key first where two laptops write with it', async () => {
    open({ ...outside, forked: true })
    expect(await screen.findByRole('button', { name: people.trouble.ownDo })).toBeTruthy()
    expect(noBanner()).toBeNull()
  })
})

it('where the record is still to come, another card can be made', async () => {
  open({ ...outside, federation: { id: fakeId(800), name: '' } })
  await screen.findByRole('heading', { name: start.toCome.title })
  expect(screen.queryByRole('navigation', { name: shell.navigation })).toBeNull()
  await userEvent.click(screen.getByRole('button', { name: start.toCome.card }))
  expect(await screen.findByRole('button', { name: start.join.makeCard })).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: words.act.back }))
  expect(await screen.findByRole('heading', { name: start.toCome.title })).toBeTruthy()
})
