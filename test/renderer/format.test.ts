import { describe, expect, it } from 'vitest'
import { createFormat } from '../../renderer/text/format.ts'
import { startingLanguage } from '../../renderer/text/language.tsx'

const en = createFormat('en')
const uk = createFormat('uk')
const plain = (text: string) => text.replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ')

describe('format', () => {
  it('writes a day without letting the time zone shift it', () => {
    const zone = process.env.TZ
    for (const one of ['Pacific/Kiritimati', 'Pacific/Niue']) {
      process.env.TZ = one
      expect(createFormat('en').day('2026-05-12')).toBe('12 May 2026')
    }
    process.env.TZ = zone
    expect(plain(uk.day('2026-05-12'))).toContain('12 травня 2026')
  })

  it('leaves what is no day as it was written', () => {
    expect(en.day('soon')).toBe('soon')
  })

  it('puts kilograms into tonnes from one tonne on', () => {
    expect(plain(en.mass(450))).toBe('450 kg')
    expect(plain(en.mass(1250))).toBe('1.25 t')
    expect(plain(uk.mass(1250))).toBe('1,25 т')
  })

  it('puts units into words by number, and shows unknown ones as typed', () => {
    expect(plain(en.quantity(1, 'sacks'))).toBe('1 sack')
    expect(plain(uk.quantity(5, 'sacks'))).toBe('5 мішків')
    expect(plain(uk.quantity(2, 'cartloads'))).toBe('2 cartloads')
  })

  it('writes durations, distances and clocks', () => {
    expect(plain(en.duration(135))).toBe('2 h 15 min')
    expect(plain(en.duration(0))).toBe('0 min')
    expect(plain(en.distance(999))).toBe('999 m')
    expect(plain(en.distance(12_345))).toBe('12 km')
    expect(en.clock(3 * 1440 + 9 * 60 + 5)).toBe('09:05')
  })

  it('says how long ago in the largest fitting unit', () => {
    expect(en.ago(0, 5 * 60_000)).toBe('5 minutes ago')
    expect(en.ago(0, 3 * 86_400_000)).toBe('3 days ago')
  })
})

describe('startingLanguage', () => {
  it('follows the choice before the machine, and the machine only where it speaks Ukrainian', () => {
    expect(startingLanguage(null, 'uk-UA')).toBe('uk')
    expect(startingLanguage(null, 'de-DE')).toBe('en')
    expect(startingLanguage('en', 'uk-UA')).toBe('en')
    expect(startingLanguage('xx', 'uk')).toBe('uk')
  })
})
