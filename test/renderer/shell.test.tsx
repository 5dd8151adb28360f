// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { VaultStatus } from '#shared/contract.ts'
import { Ground } from '../../renderer/app.tsx'
import { TakeStick } from '../../renderer/areas/carry/take-stick.tsx'
import { useRows } from '../../renderer/queries/rows.ts'
import { currentRoute } from '../../renderer/shell/route.ts'
import { Shell } from '../../renderer/shell/shell.tsx'
import { createFakeChumak, fakeDevice, fakeId, fakeRow } from './fake-chumak.ts'

beforeEach(() => localStorage.setItem('chumak-language', 'en'))
afterEach(cleanup)

const locked: VaultStatus = { state: 'locked', demo: false, handle: 'Olena', device: null, desk: null }

describe('the window', () => {
  it('makes no record with a passphrase that is weak or differs, and one with a good one', async () => {
    const fake = createFakeChumak([], {
      'vault.status': () => ({ state: 'empty', demo: false, handle: null, device: null, desk: null }),
      'vault.create': () => locked
    })
    window.chumak = fake.chumak
    render(
      <Ground>
        <Shell />
      </Ground>
    )
    const make = await screen.findByRole('button', { name: 'Make the record' })
    const [handle, passphrase, again] = [
      screen.getByLabelText(/What others call you/),
      screen.getByLabelText(/^Passphrase \*/),
      screen.getByLabelText(/Passphrase once more/)
    ]
    await userEvent.type(handle, 'Olena')
    await userEvent.type(passphrase, 'password')
    await userEvent.type(again, 'password')
    expect((make as HTMLButtonElement).disabled).toBe(true)
    await userEvent.clear(passphrase)
    await userEvent.type(passphrase, 'willow copper tram lantern')
    expect((make as HTMLButtonElement).disabled).toBe(true)
    await userEvent.clear(again)
    await userEvent.type(again, 'willow copper tram lantern')
    await userEvent.click(make)
    expect(fake.asked.find(({ name }) => name === 'vault.create')?.args).toEqual({
      handle: 'Olena',
      passphrase: 'willow copper tram lantern'
    })
    expect(await screen.findByRole('button', { name: 'Unlock' })).toBeTruthy()
  })

  it('says in place what a wrong passphrase means and that nothing is lost', async () => {
    window.chumak = createFakeChumak([], {
      'vault.status': () => locked,
      'vault.unlock': () => ({ failure: 'passphrase-wrong' })
    }).chumak
    render(
      <Ground>
        <Shell />
      </Ground>
    )
    await userEvent.type(await screen.findByLabelText(/Passphrase/), 'guess')
    await userEvent.click(screen.getByRole('button', { name: 'Unlock' }))
    const note = await screen.findByRole('alert')
    expect(note.textContent).toContain('That is not the passphrase')
    expect(note.textContent).toContain('Your record is whole')
  })
})

describe('queries', () => {
  it('refetch a list when the keeper says that its kind changed, and only then', async () => {
    const fake = createFakeChumak([fakeRow('offer', 1, { good: 'Flour' })])
    window.chumak = fake.chumak
    const Goods = () => {
      const { data } = useRows({ kind: 'offer' })
      return <p>{data?.rows.map(row => row.fields.good).join(' ')}</p>
    }
    render(
      <Ground>
        <Goods />
      </Ground>
    )
    await screen.findByText('Flour')
    fake.rows.push(fakeRow('offer', 2, { good: 'Salt' }))
    fake.send('changed', { kinds: ['need'] })
    await new Promise(resolve => setTimeout(resolve, 250))
    expect(fake.asked.filter(({ name }) => name === 'rows.list')).toHaveLength(1)
    fake.send('changed', { kinds: ['offer'] })
    await screen.findByText('Salt Flour')
  })
})

describe('taking a stick', () => {
  it('shows what it brings first, and takes it in only when told to', async () => {
    const fake = createFakeChumak([], {
      'window.choose-open': () => '/media/stick/orikhiv.caravan',
      'carry.preview': ({ path }) => ({
        path,
        newEntries: 312,
        mayFill: false,
        mayBringBlobs: false,
        fresh: false,
        manifest: {
          version: 1,
          federation: fakeId(800),
          federationName: 'Zelene Pole',
          makerHandle: 'Mykola',
          makerCommune: 'Orikhiv',
          madeAt: 1_777_800_000_000,
          entries: 1516,
          logs: 19,
          sizeBytes: 501_000,
          blobs: { count: 0, bytes: 0 }
        }
      }),
      'carry.import': () => ({
        entries: 1516,
        newEntries: 312,
        blobs: 0,
        byKind: { offer: { added: 12, changed: 0 } },
        contested: 0,
        setAside: 1,
        arrived: { after: 10, until: 322 }
      }),
      'record.arrived': () => ({
        added: { rows: [fakeRow('offer', 5, { good: 'Honey', quantity: 3, unit: 'kg' })], total: 312 },
        changed: { rows: [], total: 0 },
        contested: { rows: [], total: 0 }
      }),
      'record.aside': () => ({
        entries: [
          {
            ...{ entry: fakeId(77), author: fakeDevice, commune: fakeId(1), communeName: 'Polohy' },
            ...{ claimedAt: 1_777_800_000_000, kind: 'offer', reason: 'commune-not-in' as const }
          }
        ],
        total: 1
      })
    })
    window.chumak = fake.chumak
    render(
      <Ground>
        <TakeStick />
      </Ground>
    )
    await userEvent.click(screen.getByRole('button', { name: /Choose the stick file/ }))
    expect(await screen.findByText('Mykola, Orikhiv')).toBeTruthy()
    expect(fake.asked.some(({ name }) => name === 'carry.import')).toBe(false)
    await userEvent.click(screen.getByRole('button', { name: 'Take it in' }))
    expect((await screen.findByRole('status')).textContent).toContain('312')
    expect(screen.getByText(/New: 12.offers/)).toBeTruthy()
    // each thing with the way to it, and what does not count with why
    await userEvent.click(await screen.findByText('New: 312'))
    expect(await screen.findByText('The first 1 of 312.')).toBeTruthy()
    await userEvent.click(screen.getByText(/3.kg.*Honey/))
    expect(currentRoute()).toMatchObject({ area: 'exchange', thing: fakeId(5), part: 'offer' })
    expect(screen.queryByText(/^Changed:/)).toBeNull()
    await userEvent.click(screen.getByText('Set aside: 1'))
    expect(await screen.findByText(/too few others have vouched/)).toBeTruthy()
  })
})
