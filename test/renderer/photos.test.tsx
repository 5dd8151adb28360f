// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { BlobId } from '#shared/record/blob.ts'
import { Ground } from '../../renderer/app.tsx'
import { Photos } from '../../renderer/photo/photos.tsx'
import { createFakeChumak, fakeId } from './fake-chumak.ts'

beforeEach(() => localStorage.setItem('chumak-language', 'en'))
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

it('a photo that has not come says so in its place, is shown once it comes, and its address is let go of', async () => {
  let here = false
  const fake = createFakeChumak([], { 'blobs.get': () => (here ? new Uint8Array([0xff, 0xd8]) : null) })
  window.chumak = fake.chumak
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:made')
  const letGo = vi.spyOn(URL, 'revokeObjectURL').mockReturnValue()
  const { unmount } = render(
    <Ground>
      <Photos photos={[{ blob: fakeId(1) as string as BlobId, bytes: 2 }]} of="Orikhiv – Polohy" />
    </Ground>
  )
  await screen.findByText('This photo has not come yet.')
  here = true
  fake.send('changed', { kinds: ['road-report'] })
  const picture = await screen.findByRole('img', { name: 'Photo 1: Orikhiv – Polohy' })
  expect(picture.getAttribute('src')).toBe('blob:made')
  // what is named by its hash is asked for no more
  fake.send('changed', { kinds: ['road-report'] })
  await new Promise(resolve => setTimeout(resolve, 250))
  expect(fake.asked.filter(({ name }) => name === 'blobs.get')).toHaveLength(2)
  expect(letGo).not.toHaveBeenCalled()
  unmount()
  expect(letGo).toHaveBeenCalledWith('blob:made')
})
