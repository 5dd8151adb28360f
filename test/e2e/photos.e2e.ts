import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { launchApp } from '../electron/launch.ts'
import { cli } from './cli.ts'
import { chooseOption, giveStick, takeStick, unlock } from './steps.ts'

/** What a camera writes beside a picture: that it lies on its side, and where it was. */
const exif = (): Buffer => {
  const place = Buffer.from('by the mill of Zelenska\0')
  const tiff = Buffer.alloc(38 + place.length)
  tiff.write('II*\0', 0, 'latin1')
  tiff.writeUInt32LE(8, 4)
  tiff.writeUInt16LE(2, 8)
  const field = (at: number, tag: number, type: number, count: number, value: number) => {
    tiff.writeUInt16LE(tag, at)
    tiff.writeUInt16LE(type, at + 2)
    tiff.writeUInt32LE(count, at + 4)
    tiff.writeUInt32LE(value, at + 8)
  }
  field(10, 0x010e, 2, place.length, 38)
  field(22, 0x0112, 3, 1, 6)
  place.copy(tiff, 38)
  const payload = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff])
  const head = Buffer.from([0xff, 0xe1, 0, 0])
  head.writeUInt16BE(payload.length + 2, 2)
  return Buffer.concat([head, payload])
}

/** A picture of noise, which JPEG makes little smaller, as a camera would hand it over. */
const jpegFromCamera = async (page: Page): Promise<Buffer> => {
  const base64 = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(2000, 1500)
    const context = canvas.getContext('2d')!
    const tile = context.createImageData(500, 375)
    for (let i = 0; i < tile.data.length; i++)
      tile.data[i] = i % 4 === 3 ? 255 : (i * 7919 + (i >> 5) * 104729) % 256
    for (let i = 0; i < 16; i++) context.putImageData(tile, (i % 4) * 500, (i >> 2) * 375)
    const bytes = new Uint8Array(
      await (await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.95 })).arrayBuffer()
    )
    let text = ''
    for (const byte of bytes) text += String.fromCharCode(byte)
    return btoa(text)
  })
  const jpeg = Buffer.from(base64, 'base64')
  return Buffer.concat([jpeg.subarray(0, 2), exif(), jpeg.subarray(2)])
}

/** The bytes of the one photo that the record has, as the window gets them. */
const photoBytes = async (page: Page): Promise<Buffer> => {
  const bytes = await page.evaluate(async () => {
    const { ask } = window.chumak
    const page = await ask['rows.list']({ kind: 'road-report' })
    const row = page.ok ? page.value.rows[0] : undefined
    const [ref] = row && 'photos' in row.fields ? (row.fields.photos ?? []) : []
    const got = await ask['blobs.get']({ blob: ref!.blob })
    return got.ok && got.value ? [...got.value] : []
  })
  return Buffer.from(bytes)
}

const expectAccessible = async (page: Page) => {
  const axe = new AxeBuilder({ page })
    .setLegacyMode()
    .options({ preload: false, resultTypes: ['violations'] })
  const { violations } = await axe.analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' ')}`)).toEqual([])
}

const shownPhoto = (page: Page) => page.getByRole('img', { name: /^Photo 1: / })
const pictureSize = (page: Page) =>
  shownPhoto(page).evaluate(img => {
    const { naturalWidth, naturalHeight } = img as HTMLImageElement
    return [naturalWidth, naturalHeight]
  })

test('a photo of a bridge that is out goes by stick, without what the camera wrote beside it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'chumak-photos-'))
  const at = (name: string) => join(folder, name)
  const place = ['--place', '47.57,35.79']
  const { commune } = cli(
    'init',
    '--federation',
    'Salt Road',
    '--commune',
    'Orikhiv',
    ...place,
    '--handle',
    'Walnut',
    '--home',
    at('a')
  ) as { commune: { id: string } }
  cli(
    'card',
    '--handle',
    'Reed',
    '--commune',
    'Polohy',
    '--place',
    '47.48,36.25',
    '--out',
    at('b.card'),
    '--home',
    at('b')
  )
  cli('welcome', at('b.card'), '--out', at('b.welcome'), '--home', at('a'))
  cli('join', at('b.welcome'), '--home', at('b'))
  const caravan = {
    ...{ name: 'May round', start: commune.id, from: '2026-05-03', until: '2026-05-20' },
    ...{ speedKmh: 40, drivingHoursPerDay: 6, restEveryDays: 0, detourFactor: 1.3 }
  }
  cli('put', 'caravan', JSON.stringify(caravan), '--home', at('a'))

  const a = await launchApp({ home: at('a'), args: ['--use-fake-device-for-media-stream'] })
  await unlock(a)
  await a.page.keyboard.press('Alt+1')
  await a.page.getByRole('tab', { name: 'Roads' }).click()
  await a.page.getByRole('button', { name: 'Report a road' }).click()
  await chooseOption(a.page, 'Between', 'Orikhiv')
  await chooseOption(a.page, 'And', 'Polohy')
  const camera = await jpegFromCamera(a.page)
  expect(camera.length).toBeGreaterThan(500_000)
  const files = a.page.locator('input[type=file]')
  const noPicture = (name: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from('no picture') })
  await files.setInputFiles(['list.txt', 'notes.txt'].map(noPicture))
  for (const name of ['list.txt', 'notes.txt'])
    await expect(a.page.getByText(`${name} is no picture that can be read here.`)).toBeVisible()
  await files.setInputFiles({ name: 'bridge.jpg', mimeType: 'image/jpeg', buffer: camera })
  await expect(a.page.getByRole('img', { name: 'photo 1' })).toBeVisible()
  await expectAccessible(a.page)
  await a.page.getByRole('button', { name: 'Take a photo' }).click()
  await a.page.getByRole('button', { name: 'Take it', exact: true }).click()
  await expect(a.page.getByRole('img', { name: 'photo 2' })).toBeVisible()
  await a.page.getByRole('button', { name: 'Remove photo 2' }).click()
  await expect(a.page.getByRole('img', { name: 'photo 2' })).toBeHidden()
  await a.page.getByRole('button', { name: 'Report', exact: true }).click()
  await expect(shownPhoto(a.page)).toBeVisible()
  await giveStick(a, at('road.caravan'))
  await expect(a.page.getByText(/^With 1\sphoto, /)).toBeVisible()
  await a.page.getByRole('combobox', { name: 'Photos' }).click()
  await a.page.getByRole('option', { name: 'No photos' }).click()
  await giveStick(a, at('without.caravan'))
  await expect(a.page.getByText(/^1\sphoto stayed here, as you chose/)).toBeVisible()
  await a.close()

  const b = await launchApp({ home: at('b') })
  await unlock(b)
  expect(await takeStick(b, at('road.caravan'))).toMatch(/1\sphoto, /)
  await b.page.keyboard.press('Alt+1')
  await b.page.getByRole('tab', { name: 'Roads' }).click()
  await expect(shownPhoto(b.page)).toBeVisible()
  // the picture is upright, and the file no longer says how to turn it
  const [width, height] = await pictureSize(b.page)
  expect(height! / width!).toBeCloseTo(4 / 3, 1)
  const kept = await photoBytes(b.page)
  expect(kept.length).toBeGreaterThan(1000)
  expect(kept.length).toBeLessThanOrEqual(400_000)
  expect(kept.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]))
  expect(camera.includes('Zelenska')).toBe(true)
  for (const word of ['Exif', 'Zelenska']) expect(kept.includes(word)).toBe(false)
  await b.page.getByRole('button', { name: /^See it large\./ }).click()
  await expectAccessible(b.page)
  await expect(b.page.getByRole('dialog').getByRole('img', { name: /^Photo 1/ })).toBeVisible()
  await b.close()
  rmSync(folder, { recursive: true, force: true })
})
