import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec'
import { describe, expect, it } from 'vitest'
import { mapStyle } from '../../renderer/map/map-style.ts'

const fonts = { 'Noto Sans': [{ url: 'app://chumak/noto.woff2', 'unicode-range': ['U+0000-00FF'] }] }

describe('the style of the base map', () => {
  it.each([
    ['light', 'en'],
    ['dark', 'uk']
  ] as const)('is valid in %s and %s', (theme, locale) => {
    const style = mapStyle({ theme, locale }, 'app://maps/world.pmtiles', fonts, ['Orikhiv'])
    expect(validateStyleMin(style).map(error => error.message)).toEqual([])
  })

  it('asks nothing of any other place than the app', () => {
    const text = JSON.stringify(
      mapStyle({ theme: 'light', locale: 'en' }, 'app://maps/world.pmtiles', fonts, [])
    )
    expect(text).not.toMatch(/https?:\/\//)
    expect(text).toContain('pmtiles://app://maps/world.pmtiles')
  })
})
