import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import { expect, type Page, test } from '@playwright/test'
import { type LaunchedApp, launchApp } from '../../electron/launch.ts'
import type { Answer, Order } from './orders.ts'

/** Not a test of its own: the app in one host, led by a test over a Unix socket (which no namespace bars). */
test('does what it is told', async () => {
  const socket = connect(process.env.CHUMAK_ORDERS ?? '')
  let launched: LaunchedApp | null = null
  try {
    for await (const line of createInterface({ input: socket })) {
      const order = JSON.parse(line) as Order
      const answer = await obey(order).catch(
        (error): Answer => ({ ok: false, reason: [String(error), ...(launched?.problems ?? [])].join('\n') })
      )
      socket.write(`${JSON.stringify(answer)}\n`)
      if (order.do === 'quit') return
    }
  } finally {
    socket.destroy()
  }

  async function obey(order: Order): Promise<Answer> {
    if (order.do === 'open') {
      launched = await launchApp({ home: order.home })
      const { page } = launched
      await page.getByLabel('Passphrase', { exact: true }).fill(order.passphrase)
      await page.getByRole('button', { name: 'Unlock' }).click()
      await expect(page.getByRole('navigation', { name: 'Areas' })).toBeVisible()
      return { ok: true }
    }
    if (!launched) throw new Error('not open')
    const { page } = launched
    switch (order.do) {
      case 'join-network': {
        await page.keyboard.press('Alt+4')
        await page.getByRole('tab', { name: 'Local network' }).click()
        await page.getByRole('switch', { name: 'Use the local network' }).click()
        return { ok: true }
      }
      case 'open-agenda':
        await page.keyboard.press('Alt+3')
        await expect(page.getByRole('button', { name: 'Add a point' })).toBeEnabled()
        return { ok: true }
      case 'add-point': {
        const before = await titles(page)
        await page.getByRole('button', { name: 'Add a point' }).click()
        await expect.poll(() => titles(page)).not.toEqual(before)
        await page.keyboard.type(order.title, { delay: 15 })
        return { ok: true }
      }
      case 'write-on': {
        await title(page, order.point).click()
        await page.keyboard.press('End')
        await page.keyboard.type(order.text, { delay: 15 })
        return { ok: true }
      }
      case 'titles':
        return { ok: true, titles: await titles(page) }
      case 'status':
        return { ok: true, status: ((await page.getByRole('main').textContent()) ?? '').slice(0, 20_000) }
      case 'quit':
        await launched.close()
        return { ok: true }
    }
  }
})

const points = (page: Page) => page.locator('.ProseMirror section')
const title = (page: Page, point: number) => points(page).nth(point).locator('p').first()
const titles = async (page: Page): Promise<string[]> => {
  const texts: string[] = []
  for (const point of await points(page).all())
    texts.push(
      await point
        .locator('[data-node-view-content] p')
        .first()
        // without the carets of others, which are drawn inside the text
        .evaluate(paragraph => {
          const copy = paragraph.cloneNode(true) as HTMLElement
          for (const caret of copy.querySelectorAll('.caret')) caret.remove()
          return copy.textContent ?? ''
        })
    )
  return texts
}
