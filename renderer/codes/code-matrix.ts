import encodeQR from 'qr'

/** Light around a code, in its own squares: what readers ask for. */
const quiet = 4

/** A code as rows of squares, dark ones true, with the light around it. */
export const codeMatrix = (text: string): boolean[][] =>
  encodeQR(text, 'raw', { ecc: 'medium', border: quiet })

/** The dark squares as one SVG path, a square being one unit. */
export const codePath = (matrix: readonly (readonly boolean[])[]): string =>
  matrix
    .flatMap((row, y) => {
      const strokes: string[] = []
      for (let x = 0; x < row.length; x++) {
        if (!row[x]) continue
        const from = x
        while (row[x + 1]) x++
        strokes.push(`M${from} ${y}h${x - from + 1}v1H${from}z`)
      }
      return strokes
    })
    .join('')
