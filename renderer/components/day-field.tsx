import 'dayjs/locale/uk'
import 'dayjs/locale/en-gb'
import { DateInput, type DateInputProps } from '@mantine/dates'
import { useFormat, useLanguage, useText } from '../text/language.tsx'

type Props = Omit<DateInputProps, 'value' | 'onChange' | 'valueFormat' | 'valueFormatter' | 'locale'> & {
  /** `2026-05-12`, or null */
  value: string | null
  onChange: (day: string | null) => void
}

/** A calendar day as plain text, no zone and no clock. Typed (12.05.2026, 2026-05-12) or picked. */
export const DayField = ({ value, onChange, ...props }: Props) => {
  const { language } = useLanguage()
  const format = useFormat()
  const { words } = useText()
  return (
    <DateInput
      {...props}
      locale={language === 'uk' ? 'uk' : 'en-gb'}
      firstDayOfWeek={1}
      ariaLabels={words.calendar}
      // inside the page's own landmarks, where a screen reader is
      popoverProps={{ withinPortal: false }}
      valueFormat="D MMMM YYYY"
      value={value}
      onChange={onChange}
      dateParser={typed => parseDay(typed)}
      placeholder={props.placeholder ?? format.day('2026-05-12')}
    />
  )
}

/** Reads a typed day: `2026-05-12`, `12.5.2026`, `12/05/2026`, `12 05 26`. Null where it is none. */
export const parseDay = (typed: string): string | null => {
  const iso = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*$/.exec(typed)
  const common = /^\s*(\d{1,2})[./\s-]+(\d{1,2})[./\s-]+(\d{4}|\d{2})\s*$/.exec(typed)
  const [year, month, dayOfMonth] = iso
    ? [iso[1], iso[2], iso[3]]
    : common
      ? [common[3], common[2], common[1]]
      : []
  if (!year || !month || !dayOfMonth) return null
  const fullYear = year.length === 2 ? `20${year}` : year
  const day = `${fullYear}-${month.padStart(2, '0')}-${dayOfMonth.padStart(2, '0')}`
  const date = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) ? day : null
}
