/** Pictures of codes as a camera might see them. */
import { codeMatrix } from '../../renderer/codes/code-matrix.ts'
import type { Pixels } from '../../renderer/codes/find-code.ts'

export interface Seen {
  width: number
  height: number
  /** pixels of one square of the code */
  scale: number
  degrees: number
  /** largest change of a pixel, of 255 */
  noise: number
  /** how much darker the right edge is than the left, of 255 */
  shade: number
  seed: number
}

/** Reproducible: mulberry32. */
const randomOf = (seed: number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** The code in the middle of the picture, each pixel the mean of nine points within it. */
export const drawCode = (text: string, seen: Seen): Pixels => {
  const { width, height, scale, degrees, noise, shade, seed } = seen
  const matrix = codeMatrix(text)
  const random = randomOf(seed)
  const [sin, cos] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)]
  const data = new Uint8ClampedArray(width * height * 4)
  const dark = (x: number, y: number): boolean => {
    const [dx, dy] = [(x - width / 2) / scale, (y - height / 2) / scale]
    const column = Math.floor(dx * cos + dy * sin + matrix.length / 2)
    const row = Math.floor(dy * cos - dx * sin + matrix.length / 2)
    return matrix[row]?.[column] ?? false
  }
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      let light = 0
      for (const dy of [1 / 6, 1 / 2, 5 / 6])
        for (const dx of [1 / 6, 1 / 2, 5 / 6]) light += dark(x + dx, y + dy) ? 20 : 235
      const value = light / 9 - (shade * x) / width + (random() * 2 - 1) * noise
      const at = (y * width + x) * 4
      data[at] = data[at + 1] = data[at + 2] = value
      data[at + 3] = 255
    }
  return { width, height, data }
}
