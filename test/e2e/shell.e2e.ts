import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from '@playwright/test'
import type { Chumak } from '#shared/contract.ts'
import { findElectron } from '../../scripts/find-electron.mjs'
import { electronFlags } from '../../scripts/open-electron.mjs'
import { launchApp } from '../electron/launch.ts'

declare global {
  interface Window {
    chumak: Chumak
  }
}

let home: string
test.beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'chumak-shell-'))
})
test.afterEach(() => rmSync(home, { recursive: true, force: true }))

test('the page reaches the keeper, also after a reload and after the keeper was killed', async () => {
  const device = await launchApp({ home })
  const state = () =>
    device.page.evaluate(async () => {
      const result = await window.chumak.ask['vault.status']()
      return result.ok ? result.value.state : result.error.code
    })
  expect(await state()).toBe('empty')
  await device.page.reload()
  expect(await state()).toBe('empty')

  const loaded = device.page.waitForEvent('load')
  await device.app.evaluate(({ app }) => {
    const keeper = app.getAppMetrics().find(process => process.name === 'Chumak keeper')
    if (!keeper) throw new Error('no keeper is running')
    process.kill(keeper.pid, 'SIGKILL')
  })
  await loaded
  expect(await state()).toBe('empty')
  await device.close()
})

test('a reload while the window is still loading, as after a keeper that dies at once, ends nothing', async () => {
  const hook = join(home, 'reload-while-loading.cjs')
  writeFileSync(
    hook,
    `require('electron').app.on('web-contents-created', (_, contents) =>
       contents.once('did-navigate', () => contents.reload()))`
  )
  const device = await launchApp({ home: join(home, 'home'), runFirst: hook })
  await expect(device.page.getByRole('heading', { level: 1 })).toBeVisible()
  await device.close()
})

test('the page has no Node, goes nowhere, opens nothing and is granted nothing', async () => {
  // A camera that could be given, so that a refusal is ours.
  const device = await launchApp({ home, args: ['--use-fake-device-for-media-stream'] })
  const tried = await device.page.evaluate(async () => {
    const outcome = async (attempt: () => unknown) => {
      try {
        return String(await attempt())
      } catch (error) {
        return (error as Error).name
      }
    }
    return {
      node: `${typeof Reflect.get(window, 'require')} ${typeof Reflect.get(window, 'process')}`,
      open: await outcome(() => window.open('https://example.org/')),
      fetch: await outcome(() => fetch('https://example.org/')),
      // From a timer, because what the test tool runs itself is exempt from the policy.
      eval: await outcome(
        () =>
          new Promise((yes, no) =>
            setTimeout(() => {
              try {
                yes(new Function('return 1')())
              } catch (error) {
                no(error)
              }
            })
          )
      ),
      camera: await outcome(() => navigator.mediaDevices.getUserMedia({ video: true })),
      place: await outcome(
        () =>
          new Promise((yes, no) =>
            navigator.geolocation.getCurrentPosition(yes, e => no(new Error(`${e.code}`)))
          )
      ),
      notify: await outcome(() => Notification.requestPermission())
    }
  })
  expect(tried).toEqual({
    node: 'undefined undefined',
    open: 'null',
    fetch: 'TypeError',
    eval: 'EvalError',
    camera: 'NotAllowedError',
    place: 'Error',
    notify: 'denied'
  })

  await device.page.evaluate(() => {
    location.href = 'https://example.org/'
  })
  await device.page.evaluate(() => new Promise(resolve => setTimeout(resolve, 300)))
  expect(device.page.url()).toMatch(/^app:\/\/chumak\//)

  // Without the page's policy in between, the session itself refuses.
  const refused = await device.app.evaluate(async ({ session }) =>
    session
      .fromPartition('persist:window')
      .fetch('https://example.org/')
      .then(
        answer => String(answer.status),
        (error: Error) => error.message
      )
  )
  expect(refused).toContain('ERR_BLOCKED_BY_CLIENT')

  const { urls, names } = await device.quit()
  expect(urls.filter(url => url.startsWith('http'))).toEqual([])
  expect(names).toEqual([])
})

test('the app scheme answers byte ranges and nothing outside its folders', async () => {
  mkdirSync(join(home, 'maps'))
  const pack = new Uint8Array(600_000).map((_, at) => at % 251)
  writeFileSync(join(home, 'maps/valley.pmtiles'), pack)
  writeFileSync(join(home, 'secret'), 'not for the page')

  const device = await launchApp({ home })
  const get = (url: string, range?: string) =>
    device.page.evaluate(
      async ([url, range]) => {
        const answer = await fetch(url as string, range ? { headers: { range } } : {})
        const body = new Uint8Array(await answer.arrayBuffer())
        return {
          status: answer.status,
          range: answer.headers.get('content-range'),
          size: body.length,
          ends: [body[0], body[body.length - 1]]
        }
      },
      [url, range]
    )
  const map = 'app://maps/valley.pmtiles'
  expect(await get(map)).toEqual({ status: 200, range: null, size: 600_000, ends: [0, 599_999 % 251] })
  expect(await get(map, 'bytes=1000-300999')).toEqual({
    status: 206,
    range: 'bytes 1000-300999/600000',
    size: 300_000,
    ends: [1000 % 251, 300_999 % 251]
  })
  expect(await get(map, 'bytes=-2')).toMatchObject({ status: 206, size: 2 })
  expect(await get(map, 'bytes=600000-')).toMatchObject({ status: 416, range: 'bytes */600000' })
  for (const url of [
    'app://maps/absent.pmtiles',
    'app://maps/..%2Fsecret',
    'app://chumak/..%2F..%2Fpackage.json',
    'app://chumak/%2e%2e/main/main.js',
    'app://chumak/assets'
  ]) {
    expect(await get(url).then(answer => answer.status), url).toBe(404)
  }
  const policy = await device.page.evaluate(async () =>
    (await fetch('/index.html')).headers.get('content-security-policy')
  )
  expect(policy).toContain("script-src 'self';")
  expect(policy).not.toContain('unsafe-eval')
  await device.quit()
})

test('file dialogs answer through the contract and arguments are parsed', async () => {
  const device = await launchApp({ home })
  await device.answerSaveDialog('/tmp/stick/news.caravan')
  const asked = { title: 'Export', fileName: 'news.caravan', extension: 'caravan' }
  const save = () => device.page.evaluate(args => window.chumak.ask['window.choose-save'](args), asked)
  expect(await save()).toEqual({ ok: true, value: '/tmp/stick/news.caravan' })
  await device.answerSaveDialog(null)
  expect(await save()).toEqual({ ok: true, value: null })
  const bad = await device.page.evaluate(() =>
    window.chumak.ask['window.theme']({ theme: 'sepia' as 'dark' })
  )
  expect(bad).toMatchObject({ ok: false, error: { code: 'request-bad', detail: { field: 'theme' } } })
  await device.close()
})

test('a second app on the same home steps back and says so', async () => {
  const device = await launchApp({ home })
  const root = resolve(import.meta.dirname, '../..')
  const second = spawn(findElectron()!.path, [...electronFlags(), root, `--home=${home}`])
  let said = ''
  second.stderr.on('data', data => {
    said += data
  })
  expect(await new Promise(done => second.once('exit', done))).toBe(0)
  expect(said).toContain(`Chumak is already open on ${home}`)
  await device.close()
})
