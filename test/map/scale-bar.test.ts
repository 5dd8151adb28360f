import { describe, expect, it } from 'vitest'
import { scaleBar } from '../../renderer/map/scale-bar.ts'

describe('the scale bar', () => {
  it('is the longest round length that fits', () => {
    expect(scaleBar(340, 110, 'en')).toEqual({ widthPx: 20_000 / 340, text: '20 km' })
    expect(scaleBar(1000, 100, 'en')).toEqual({ widthPx: 100, text: '100 km' })
    expect(scaleBar(12, 110, 'en')).toEqual({ widthPx: 1000 / 12, text: '1 km' })
    expect(scaleBar(5, 110, 'en').text).toBe('500 m')
  })

  it('speaks the language', () => {
    // Which space stands between is the platform's affair.
    expect(scaleBar(340, 110, 'uk').text).toMatch(/^20\s?км$/)
  })
})
