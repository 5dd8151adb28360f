import type { Place } from '#shared/kinds/fields.ts'
import type { Language } from '#shared/kinds/kind.ts'
import { words as en } from './en/words.ts'
import { locales } from './plural.ts'
import { words as uk } from './uk/words.ts'

const nbsp = '\u00a0'
const wordsOf = { en, uk }

/** A calendar day as the UTC midnight that Intl can print without a zone shifting it. */
const dayToDate = (day: string): Date | null => {
  const date = new Date(`${day}T00:00:00Z`)
  return Number.isNaN(date.getTime()) ? null : date
}

/** Values as people of a language read them. Quantities come in the unit their name says. */
export interface Format {
  language: Language
  number(n: number, digits?: number): string
  /** `12 May 2026`; what is no day is returned as it is */
  day(day: string): string
  /** `12 May` */
  dayShort(day: string): string
  /** `12 May 2026`, short */
  dayYear(day: string): string
  /** `Tue 12 May` */
  weekday(day: string): string
  dayRange(from: string, to: string): string
  /** ms of this machine's clock: `14:02` */
  time(ms: number): string
  /** `3 May, 14:02` */
  moment(ms: number): string
  /** ms: `5 minutes ago` */
  ago(ms: number, nowMs: number): string
  /** minutes from midnight of day 0, shown within its own day: `09:30` */
  clock(minutes: number): string
  /** `450 kg`, `1.25 t` */
  mass(massKg: number): string
  volume(volumeM3: number): string
  /** `850 m`, `12 km` */
  distance(distanceM: number): string
  /** `2 h 15 min` */
  duration(minutes: number): string
  days(n: number): string
  bytes(sizeBytes: number): string
  /** a good's own unit: `3 sacks`; units without a word are shown as typed */
  quantity(amount: number, unit: string): string
  place(place: Pick<Place, 'lat' | 'lon'> & Partial<Pick<Place, 'precision'>>): string
  list(parts: readonly string[]): string
}

export const createFormat = (language: Language): Format => {
  const locale = locales[language]
  const w = wordsOf[language]
  const numberBy = (digits: number) => new Intl.NumberFormat(locale, { maximumFractionDigits: digits })
  const whole = numberBy(0)
  const one = numberBy(1)
  const two = numberBy(2)
  const utc = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })
  const dayLong = utc({ day: 'numeric', month: 'long', year: 'numeric' })
  const dayMonth = utc({ day: 'numeric', month: 'long' })
  const dayMiddle = utc({ day: 'numeric', month: 'short', year: 'numeric' })
  const dayWeek = utc({ weekday: 'short', day: 'numeric', month: 'short' })
  const timeOnly = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' })
  const dayLocal = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long' })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' })
  const printed = (day: string, format: Intl.DateTimeFormat) => {
    const date = dayToDate(day)
    return date ? format.format(date) : day
  }
  const unitWords: Record<string, (n: number) => string> = w.unit

  return {
    language,
    number: (n, digits = 2) => (digits === 2 ? two : numberBy(digits)).format(n),
    day: day => printed(day, dayLong),
    dayShort: day => printed(day, dayMonth),
    dayYear: day => printed(day, dayMiddle),
    weekday: day => printed(day, dayWeek),
    dayRange: (from, to) => {
      const a = dayToDate(from)
      const b = dayToDate(to)
      return a && b ? dayLong.formatRange(a, b) : `${from} – ${to}`
    },
    time: ms => timeOnly.format(ms),
    moment: ms => `${dayLocal.format(ms)}, ${timeOnly.format(ms)}`,
    ago: (ms, nowMs) => {
      const seconds = Math.round((ms - nowMs) / 1000)
      const size = Math.abs(seconds)
      if (size < 60) return relative.format(seconds, 'second')
      if (size < 3600) return relative.format(Math.round(seconds / 60), 'minute')
      if (size < 86_400) return relative.format(Math.round(seconds / 3600), 'hour')
      return relative.format(Math.round(seconds / 86_400), 'day')
    },
    clock: minutes => {
      const inDay = ((Math.round(minutes) % 1440) + 1440) % 1440
      return `${String(Math.floor(inDay / 60)).padStart(2, '0')}:${String(inDay % 60).padStart(2, '0')}`
    },
    mass: massKg =>
      massKg >= 1000
        ? `${two.format(massKg / 1000)}${nbsp}${w.measure.t}`
        : `${one.format(massKg)}${nbsp}${w.measure.kg}`,
    volume: volumeM3 => `${two.format(volumeM3)}${nbsp}${w.measure.m3}`,
    distance: distanceM =>
      distanceM < 1000
        ? `${whole.format(distanceM)}${nbsp}${w.measure.m}`
        : `${(distanceM < 10_000 ? one : whole).format(distanceM / 1000)}${nbsp}${w.measure.km}`,
    duration: minutes => {
      const total = Math.round(minutes)
      const h = Math.floor(total / 60)
      const min = total % 60
      const parts = [
        ...(h > 0 ? [`${whole.format(h)}${nbsp}${w.measure.h}`] : []),
        ...(min > 0 || h === 0 ? [`${min}${nbsp}${w.measure.min}`] : [])
      ]
      return parts.join(' ')
    },
    days: n => `${two.format(n)}${nbsp}${w.days(n)}`,
    bytes: sizeBytes => {
      let size = sizeBytes
      let step = 0
      while (size >= 1000 && step < w.bytes.length - 1) {
        size /= 1000
        step++
      }
      return `${(step === 0 ? whole : one).format(size)}${nbsp}${w.bytes[step]}`
    },
    quantity: (amount, unit) => `${two.format(amount)}${nbsp}${unitWords[unit]?.(amount) ?? unit}`,
    place: ({ lat, lon, precision }) => {
      const digits = precision === 'exact' ? 4 : 2
      const at = numberBy(digits)
      const text = `${at.format(Math.abs(lat))}° ${lat < 0 ? w.south : w.north}, ${at.format(Math.abs(lon))}° ${lon < 0 ? w.west : w.east}`
      return precision === 'coarse' ? `${text} (${w.coarse})` : text
    },
    list: parts => lists.format(parts)
  }
}
