// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Row } from '#shared/contract.ts'
import { Ground } from '../../renderer/app.tsx'
import { ForgetRow } from '../../renderer/areas/people/forget-row.tsx'
import { texts } from '../../renderer/text/texts.ts'
import { createFakeChumak, fakeRow } from './fake-chumak.ts'

const { forget } = texts.en.people

beforeEach(() => localStorage.setItem('chumak-language', 'en'))
afterEach(cleanup)

/** Opens the forgetting of a row; answers what of it was gone at once, as `onGone` heard it. */
const open = async (row: Row, answer = { entries: 1, forgotten: 1 }) => {
  const fake = createFakeChumak([row], { 'record.forget': () => answer })
  window.chumak = fake.chumak
  let gone = 0
  render(
    <Ground>
      <ForgetRow row={row} what="the row" onGone={() => gone++} />
    </Ground>
  )
  await userEvent.click(await screen.findByRole('button', { name: `${forget.open} the row` }))
  return { asked: fake.asked, gone: () => gone }
}

it.each([
  ['assembly', 'assembly', 'item'],
  ['item', 'item', 'assembly']
] as const)('says of an %s what becomes of its agenda', async (kind, said, unsaid) => {
  await open(fakeRow(kind, 5, {}))
  expect(screen.getByText(forget.agenda[said])).toBeTruthy()
  expect(screen.queryByText(forget.agenda[unsaid])).toBeNull()
})

it('says nothing of an agenda where there is none, and tells whoever shows the row that it is gone', async () => {
  const { asked, gone } = await open(fakeRow('offer', 5, {}))
  for (const words of Object.values(forget.agenda)) expect(screen.queryByText(words)).toBeNull()
  await userEvent.click(screen.getByRole('button', { name: forget.do }))
  await expect.poll(gone).toBe(1)
  expect(asked.find(({ name }) => name === 'record.forget')?.args).toMatchObject({ why: 'consent-withdrawn' })
})

it('goes on showing the row where a second must ask', async () => {
  const { gone } = await open(fakeRow('offer', 5, {}), { entries: 2, forgotten: 1 })
  await userEvent.click(screen.getByRole('button', { name: forget.do }))
  expect((await screen.findByRole('status')).textContent).toBe(forget.done(1, 2))
  expect(gone()).toBe(0)
})
