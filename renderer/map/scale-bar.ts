/** A round length and how long it is drawn. */
export interface ScaleBar {
  readonly widthPx: number
  readonly text: string
}

/** The longest of 1, 2 or 5 times a power of ten metres that fits, written in km or m by the locale. */
export function scaleBar(metresPerPixel: number, maxWidthPx: number, locale: string): ScaleBar {
  const mostM = metresPerPixel * maxWidthPx
  const power = 10 ** Math.floor(Math.log10(mostM))
  const lengthM = ([5, 2].find(times => times * power <= mostM) ?? 1) * power
  const inKm = lengthM >= 1000
  const format = new Intl.NumberFormat(locale, { style: 'unit', unit: inKm ? 'kilometer' : 'meter' })
  return { widthPx: lengthM / metresPerPixel, text: format.format(inKm ? lengthM / 1000 : lengthM) }
}
