import { expect, it } from 'vitest'
import { createTurns } from '../../renderer/desk/turns.ts'

it('a form that was saved stays gone, though its last writing was still on the way', async () => {
  const inTurn = createTurns()
  const desk = new Map<string, string>()
  const sealing: (() => void)[] = []
  const written = inTurn('drafts/commune', async () => {
    await new Promise<void>(resolve => {
      sealing.push(resolve)
    })
    desk.set('drafts/commune', 'Tokmak')
  })
  const removed = inTurn('drafts/commune', async () => void desk.delete('drafts/commune'))
  const read = inTurn('drafts/commune', async () => desk.get('drafts/commune'))
  // Another form waits for nobody.
  expect(await inTurn('drafts/offer', async () => 'at once')).toBe('at once')
  for (const sealed of sealing) sealed()
  await Promise.all([written, removed])
  expect(await read).toBeUndefined()
})

it('what fails holds up nobody', async () => {
  const inTurn = createTurns()
  const failed = inTurn('drafts/offer', () => Promise.reject(new Error('full')))
  const after = inTurn('drafts/offer', async () => 'went on')
  await expect(failed).rejects.toThrow('full')
  expect(await after).toBe('went on')
})
