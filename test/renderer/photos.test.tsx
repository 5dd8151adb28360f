// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { BlobId } from '#shared/record/blob.ts'
import { Ground } from '../../renderer/app.tsx'
import { isShowable, jpegSize } from '../../renderer/photo/jpeg-size.ts'
import { Photos } from '../../renderer/photo/photos.tsx'
import { createFakeChumak, fakeId } from './fake-chumak.ts'

beforeEach(() => localStorage.setItem('chumak-language', 'en'))
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

/** The front of a JPEG: its beginning, something beside the picture, the frame's head. */
const jpeg = (width: number, height: number) =>
  Uint8Array.of(
    ...[0xff, 0xd8, 0xff, 0xe1, 0, 4, 7, 7, 0xff, 0xc0, 0, 17, 8],
    ...[height >> 8, height & 255, width >> 8, width & 255, 3, 1]
  )

it('what is no JPEG, or claims more pixels than a window can unpack, is not shown', () => {
  expect(jpegSize(jpeg(1600, 1200))).toEqual({ width: 1600, height: 1200 })
  expect(isShowable(jpeg(1600, 1200))).toBe(true)
  expect(isShowable(jpeg(65_535, 65_535))).toBe(false)
  expect(isShowable(jpeg(0, 10))).toBe(false)
  expect(isShowable(new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBe(false)
  for (let cut = 0; cut < 17; cut++) expect(isShowable(jpeg(1600, 1200).subarray(0, cut))).toBe(false)
  // segments that claim no length lead nowhere
  expect(isShowable(Uint8Array.of(0xff, 0xd8, 0xff, 0xe1, 0, 0, 0xff, 0xe1, 0, 0, 0, 0, 0, 0))).toBe(false)
})

it('a photo that has not come says so in its place, is shown once it comes, and its address is let go of', async () => {
  let here = false
  const fake = createFakeChumak([], { 'blobs.get': () => (here ? jpeg(1600, 1200) : null) })
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
