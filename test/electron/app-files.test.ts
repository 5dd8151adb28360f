import fc from 'fast-check'
import { expect, test } from 'vitest'
import { candidates } from '../../electron/app-files.ts'

const folders = { renderer: '/app/out/renderer', maps: ['/app/resources/maps', '/home/maps'] }

test('the root is the page, other paths lie beneath the renderer', () => {
  expect(candidates('app://chumak/', folders)).toEqual(['/app/out/renderer/index.html'])
  expect(candidates('app://chumak/assets/a%20b.js?v=1', folders)).toEqual(['/app/out/renderer/assets/a b.js'])
})

test('a pack is looked for in each folder of maps, by its plain name alone', () => {
  expect(candidates('app://maps/world.pmtiles', folders)).toEqual([
    '/app/resources/maps/world.pmtiles',
    '/home/maps/world.pmtiles'
  ])
  for (const path of ['..%2Fkey', '.hidden', 'a/b.pmtiles', '']) {
    expect(candidates(`app://maps/${path}`, folders), path).toEqual([])
  }
})

test('another host serves nothing', () => {
  expect(candidates('app://elsewhere/index.html', folders)).toEqual([])
})

test('no path leads outside the folders, however it is written', () => {
  const parts = fc.array(fc.constantFrom('..', '.', '%2e%2e', '%2F', '%5C', '\\', '%00', '%', 'a', '//'), {
    maxLength: 12
  })
  fc.assert(
    fc.property(parts, fc.constantFrom('chumak', 'maps'), (parts, host) => {
      for (const path of candidates(`app://${host}/${parts.join('/')}`, folders)) {
        expect(path).toMatch(/^\/(app\/out\/renderer|app\/resources\/maps|home\/maps)\//)
        expect(path).not.toMatch(/\/\.\.(\/|$)/)
      }
    })
  )
})
