import { dayAt, dayMin } from '#shared/caravan/day.ts'
import type { ItineraryEvent } from '#shared/caravan/itinerary.ts'
import type { Format } from '../../text/format.ts'
import type { Texts } from '../../text/texts.ts'

/** What there is to say of an arrival besides its loads: why, from when and until when. */
export const arrivalLines = (
  event: Extract<ItineraryEvent, { what: 'arrive' }>,
  firstDay: string,
  text: Texts['caravan']['route'],
  format: Format
): string[] => {
  const { beginsMin, untilMin } = event
  if (event.stop === null) return [text.ends]
  const dayOf = (min: number) => Math.floor(min / dayMin)
  const sameDay = (min: number) => dayOf(min) === dayOf(event.atMin)
  const weekday = (min: number) => format.weekday(dayAt(firstDay, dayOf(min)))
  const begins = (min: number) =>
    text.begins(sameDay(min) ? format.clock(min) : `${weekday(min)}, ${format.clock(min)}`)
  const until = (min: number) =>
    sameDay(min) ? text.untilSameDay(format.clock(min)) : text.untilDay(weekday(min), format.clock(min))
  return [
    ...(event.onlyLoads ? [text.onlyLoads] : beginsMin === null ? [] : [begins(beginsMin)]),
    ...(untilMin === null ? [] : [until(untilMin)])
  ]
}
