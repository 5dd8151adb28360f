/** A stick as the system mounts it: a small file system in memory. Needs root on Linux, as test/lan does. */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { expect, test } from '@playwright/test'
import { launchApp, mountFor } from '../electron/launch.ts'
import { cli } from './cli.ts'
import { unlock } from './steps.ts'

test.skip(process.platform !== 'linux' || process.getuid?.() !== 0, 'a file system is mounted by root alone')

test('a stick is noticed where one is; what it brought is a step away from where it stands', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'chumak-sticks-'))
  const at = (name: string) => join(folder, name)
  const place = ['--place', '47.57,35.79']
  const federation = ['--federation', 'Free communes', '--commune', 'Orikhiv', ...place]
  cli('init', ...federation, '--handle', 'Walnut', '--home', at('a'))
  cli('card', '--handle', 'Reed', '--commune', 'Polohy', ...place, '--out', at('b.card'), '--home', at('b'))
  cli('welcome', at('b.card'), '--out', at('b.welcome'), '--home', at('a'))
  cli('join', at('b.welcome'), '--home', at('b'))
  const flour = { good: 'Flour', category: 'grain', quantity: 300, unit: 'kg', massKg: 300, keep: 'plain' }
  cli('put', 'offer', JSON.stringify(flour), '--home', at('a'))
  cli('bundle', 'export', '--out', at('orikhiv.caravan'), '--home', at('a'))

  mkdirSync('/media', { recursive: true })
  const stick = mkdtempSync('/media/chumak-')
  const device = await launchApp({ home: at('b'), ownMounts: true })
  const { page } = device
  try {
    await unlock(device)
    await page.keyboard.press('Alt+1')
    await expect(page.getByText('was plugged in')).toBeHidden()
    copyFileSync(at('orikhiv.caravan'), join(mountFor(device, stick, 2_000_000), 'orikhiv.caravan'))
    await expect(page.getByText(`${basename(stick)} was plugged in.`)).toBeVisible()
    await page.getByRole('button', { name: 'Go to the sticks' }).click()
    await page.getByRole('button', { name: `See what orikhiv.caravan on ${basename(stick)} brings` }).click()
    await page.getByRole('button', { name: 'Take it in' }).click()
    await page.getByText(/^New: \d+$/).click()
    await page.getByRole('button', { name: /300 kg of Flour offered/ }).click()
    await expect(page.getByRole('main', { name: 'Exchange' })).toBeVisible()
    await expect(page.getByText('Flour').first()).toBeVisible()
  } finally {
    await device.close()
    rmSync(stick, { recursive: true })
    rmSync(folder, { recursive: true, force: true })
  }
})
