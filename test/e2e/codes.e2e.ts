import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { type LaunchedApp, launchApp } from '../electron/launch.ts'
import { addGood, beginFederation, choosePlace, giveStick, makeRecord } from './steps.ts'

let folder: string
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chumak-codes-'))
})
test.afterEach(() => rmSync(folder, { recursive: true, force: true }))

const size = { width: 1280, height: 720 }

/** What is on the screen there, as the other laptop's camera sees it: brightness, pixel by pixel. */
const photograph = async (from: Page, name: RegExp): Promise<Buffer> => {
  const shot = await from.getByRole('img', { name }).screenshot()
  const luma = await from.evaluate(
    async ({ png, width, height }) => {
      const bytes = Uint8Array.from(atob(png), char => char.charCodeAt(0))
      const picture = await createImageBitmap(new Blob([bytes]))
      const context = new OffscreenCanvas(width, height).getContext('2d')
      if (!context) throw new Error('no canvas')
      context.fillStyle = '#777'
      context.fillRect(0, 0, width, height)
      // as a hand holds it: smaller than the picture and not quite straight
      context.translate(width / 2, height / 2)
      context.rotate(0.06)
      const side = height * 0.86
      context.drawImage(picture, -side / 2, -side / 2, side, side)
      const { data } = context.getImageData(0, 0, width, height)
      let text = ''
      for (let at = 0; at < data.length; at += 4) text += String.fromCharCode(data[at] as number)
      return btoa(text)
    },
    { png: shot.toString('base64'), ...size }
  )
  return Buffer.from(luma, 'base64')
}

/** A film for Chromium's camera: each picture for a second, over and over. */
const film = (path: string, pictures: readonly Buffer[]): void => {
  const grey = Buffer.alloc((size.width * size.height) / 2, 128)
  const frames = pictures.flatMap(luma => [1, 2].flatMap(() => [Buffer.from('FRAME\n'), luma, grey]))
  const head = Buffer.from(`YUV4MPEG2 W${size.width} H${size.height} F2:1 Ip A1:1 C420mpeg2\n`)
  writeFileSync(path, Buffer.concat([head, ...frames]))
}

const withCamera = (path: string) =>
  launchApp({
    args: ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${path}`]
  })

const cameraOf = ({ page }: LaunchedApp) =>
  page.evaluate(() =>
    navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'granted',
      (error: Error) => error.name
    )
  )

test('a newcomer joins by codes alone, read with the cameras, and the record comes on a stick', async () => {
  test.setTimeout(240_000)
  const [filmA, filmB] = [join(folder, 'a.y4m'), join(folder, 'b.y4m')]
  film(filmA, [Buffer.alloc(size.width * size.height, 200)])
  film(filmB, [Buffer.alloc(size.width * size.height, 200)])
  const [a, b] = [await withCamera(filmA), await withCamera(filmB)]
  await makeRecord(a, 'Marusia')
  await beginFederation(a, 'Salt Road', 'Orikhiv')
  await addGood(a, 'Offers', { good: 'Rye flour', category: 'Grain and flour', kg: 40 })

  await makeRecord(b, 'Reed')
  await b.page.getByRole('button', { name: /Join with an invitation/ }).click()
  await b.page.getByRole('radio', { name: 'as a new commune' }).check()
  await b.page.getByLabel('Name of your commune').fill('Polohy')
  await choosePlace(b.page, 'Where your commune is', 'Polohy')
  await b.page.getByRole('button', { name: 'Show the card as a code' }).click()
  const digits = await b.page.getByTestId('fingerprint').textContent()
  film(filmA, [await photograph(b.page, /^Card of Reed/)])

  expect(await cameraOf(a), 'before the button is pressed').toBe('NotAllowedError')
  await a.page.keyboard.press('Alt+4')
  await a.page.getByRole('tab', { name: 'People and communes' }).click()
  await a.page.getByRole('button', { name: 'Read with the camera' }).click()
  await expect(a.page.getByText(digits ?? 'none')).toBeVisible({ timeout: 30_000 })
  await expect(a.page.getByRole('dialog')).toBeHidden()
  expect(await cameraOf(a), 'after the code was read').toBe('NotAllowedError')
  await a.page.getByRole('checkbox', { name: /I know this person/ }).check()
  await a.page.getByRole('button', { name: 'Show the welcome as a code' }).click()
  await expect(a.page.getByText('Reed is welcomed.')).toBeVisible()

  await a.page.getByRole('button', { name: 'Hold this part' }).click()
  const shown = (await a.page.getByText(/^Part \d of \d$/).textContent()) ?? ''
  const [first, of] = [Number(shown[5]), Number(shown.at(-1))]
  const parts: Buffer[] = []
  for (let turn = 0; turn < of; turn++) {
    const at = ((first - 1 + turn) % of) + 1
    parts.push(await photograph(a.page, new RegExp(`Part ${at} of ${of}`)))
    await a.page.getByRole('button', { name: 'Next part' }).click()
  }
  film(filmB, parts)
  await b.page.getByRole('button', { name: 'Read with the camera' }).click()
  await expect(b.page.getByRole('heading', { name: 'You are welcomed' })).toBeVisible({ timeout: 60_000 })

  const stick = join(folder, 'news.caravan')
  await giveStick(a, stick)
  await b.answerOpenDialog(stick)
  await b.page.getByRole('button', { name: 'Choose the stick file…' }).click()
  await b.page.getByRole('button', { name: 'Take it in' }).click()
  await expect(b.page.getByRole('navigation', { name: 'Areas' })).toBeVisible()
  await b.page.keyboard.press('Alt+2')
  await expect(b.page.getByRole('row').filter({ hasText: 'Rye flour' })).toBeVisible()
  await a.close()
  await b.close()
})

test('a picture of a code does as well, and what is no such code is said to be none', async () => {
  test.setTimeout(120_000)
  const [a, b] = [await launchApp(), await launchApp()]
  await makeRecord(a, 'Marusia')
  await beginFederation(a, 'Salt Road', 'Orikhiv')
  await makeRecord(b, 'Reed')
  await b.page.getByRole('button', { name: /Join with an invitation/ }).click()
  await b.page.getByRole('button', { name: 'Show the card as a code' }).click()
  const digits = await b.page.getByTestId('fingerprint').textContent()
  const png = { name: 'card.png', mimeType: 'image/png' }
  const shot = await b.page.getByRole('img', { name: /^Card of Reed/ }).screenshot()
  const blank = await b.page.getByRole('heading', { level: 1 }).screenshot()

  await a.page.keyboard.press('Alt+4')
  await a.page.getByRole('tab', { name: 'People and communes' }).click()
  const files = a.page.locator('input[type=file]')
  await files.setInputFiles({ ...png, buffer: blank })
  await expect(a.page.getByText(/No code was found in card\.png/)).toBeVisible()
  await files.setInputFiles({ ...png, buffer: Buffer.from('no picture at all') })
  await expect(a.page.getByText(/No code was found in card\.png/)).toBeVisible()
  // a picture in which nothing is found is searched the longest; the window stays responsive all the while
  const longest = a.page.evaluate(
    () =>
      new Promise<number>(resolve => {
        let most = 0
        const watch = new PerformanceObserver(list => {
          for (const { duration } of list.getEntries()) most = Math.max(most, duration)
        })
        watch.observe({ type: 'longtask' })
        setTimeout(() => resolve(most), 3_000)
      })
  )
  await files.setInputFiles({ ...png, buffer: await a.page.screenshot() })
  const blockedMs = await longest
  test.info().annotations.push({ type: 'longest task, ms', description: String(blockedMs) })
  // searched in the window itself, it would be a task of more than a second
  expect(blockedMs).toBeLessThan(250)
  await files.setInputFiles({ ...png, buffer: shot })
  await expect(a.page.getByText(digits ?? 'none')).toBeVisible()

  // and a card is no welcome
  await b.page.locator('input[type=file]').setInputFiles({ ...png, buffer: shot })
  await expect(b.page.getByRole('alert')).toContainText('This is not a welcome')
  await a.close()
  await b.close()
})
