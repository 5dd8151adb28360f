import decodeQR from 'qr/decode.js'

export interface Pixels {
  width: number
  height: number
  data: Uint8ClampedArray
}

/** The text of a code in a picture; null where none is found. `patienceMs` bounds the search. */
export const findCode = (pixels: Pixels, patienceMs: number): string | null => {
  try {
    return decodeQR(pixels, { timeLimit: patienceMs, effort: 3 })
  } catch {
    // the library's only way of saying that it found none
    return null
  }
}
