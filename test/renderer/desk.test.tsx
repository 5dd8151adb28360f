// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Desk } from '../../renderer/desk/desk.ts'
import { GivenDesk } from '../../renderer/desk/desk-provider.tsx'
import { importDeskKey, seal, unseal } from '../../renderer/desk/seal.ts'
import { useDraft } from '../../renderer/desk/use-draft.ts'

/** A desk that outlives the window: what was put is there for the next one. */
const createMemoryDesk = (): Desk & { held: Map<string, unknown> } => {
  const held = new Map<string, unknown>()
  return {
    held,
    get: async (table, key) => held.get(`${table}/${key}`),
    put: async (table, key, value) => void held.set(`${table}/${key}`, value),
    remove: async (table, key) => void held.delete(`${table}/${key}`),
    keys: async (table, prefix) => [...held.keys()].filter(key => key.startsWith(`${table}/${prefix}`)),
    until: () => undefined,
    close: async () => undefined
  }
}

const empty = { good: '' }
const Form = ({ name }: { name: string }) => {
  const draft = useDraft(name, empty)
  if (!draft.ready) return <p>reading</p>
  return (
    <>
      <input
        aria-label="good"
        value={draft.value.good}
        onChange={event => draft.change({ good: event.target.value })}
      />
      <button type="button" onClick={() => void draft.clear()}>
        done
      </button>
    </>
  )
}
const show = (desk: Desk, name = 'offer') =>
  render(
    <GivenDesk value={desk}>
      <Form name={name} />
    </GivenDesk>
  )
const field = async () => (await screen.findByLabelText('good')) as HTMLInputElement

afterEach(cleanup)

describe('useDraft', () => {
  it('gives a half-filled form back to the next window', async () => {
    const desk = createMemoryDesk()
    const first = show(desk)
    await userEvent.type(await field(), 'flour')
    // Closing flushes what the pause in typing had not yet written.
    first.unmount()
    show(desk)
    expect((await field()).value).toBe('flour')
  })

  it('writes at a pause in typing, so that a crash takes little', async () => {
    const desk = createMemoryDesk()
    show(desk)
    await userEvent.type(await field(), 'salt')
    await vi.waitFor(() => expect(desk.held.get('drafts/offer')).toEqual({ good: 'salt' }))
  })

  it('is gone once the form was saved', async () => {
    const desk = createMemoryDesk()
    const first = show(desk)
    await userEvent.type(await field(), 'wool')
    await userEvent.click(screen.getByText('done'))
    expect((await field()).value).toBe('')
    first.unmount()
    expect(desk.held.size).toBe(0)
  })

  it('keeps two forms apart when the key changes under it', async () => {
    const desk = createMemoryDesk()
    desk.held.set('drafts/other', { good: 'honey' })
    const shown = show(desk)
    await userEvent.type(await field(), 'oats')
    await act(async () =>
      shown.rerender(
        <GivenDesk value={desk}>
          <Form name="other" />
        </GivenDesk>
      )
    )
    expect((await field()).value).toBe('honey')
    expect(desk.held.get('drafts/offer')).toEqual({ good: 'oats' })
  })
})

describe('seal', () => {
  const newKey = (byte: number) => importDeskKey(new Uint8Array(32).fill(byte))

  it('opens with the same key at the same place, bytes and all', async () => {
    const value = { text: 'борошно', update: new Uint8Array([1, 2, 3]), none: null }
    const sealed = await seal(await newKey(1), 'drafts/a', value)
    expect(new TextDecoder('latin1').decode(sealed.sealed)).not.toContain('text')
    expect(await unseal(await newKey(1), 'drafts/a', sealed)).toEqual(value)
  })

  it('does not open with another key, at another place, or changed', async () => {
    const sealed = await seal(await newKey(1), 'drafts/a', 'secret')
    await expect(unseal(await newKey(2), 'drafts/a', sealed)).rejects.toThrow()
    await expect(unseal(await newKey(1), 'drafts/b', sealed)).rejects.toThrow()
    const changed = new Uint8Array(sealed.sealed)
    changed[0] = (changed[0] ?? 0) ^ 1
    await expect(unseal(await newKey(1), 'drafts/a', { ...sealed, sealed: changed })).rejects.toThrow()
  })

  it('wipes the key’s bytes once it holds them', async () => {
    const bytes = new Uint8Array(32).fill(9)
    await importDeskKey(bytes)
    expect(bytes.every(byte => byte === 0)).toBe(true)
  })
})
