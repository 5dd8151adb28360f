import type { Problem } from '../problem'

export interface Matrices {
  readonly width: number
  readonly duration: Float64Array
  readonly distance: Float64Array
}

/** One more row and column, at no distance: where open tours end. A place is at no distance from itself. */
export function widen(problem: Problem): Matrices {
  const { size, durationS, distanceM } = problem.matrix
  const width = size + 1
  const duration = new Float64Array(width * width)
  const distance = new Float64Array(width * width)
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      if (i === j) continue
      const metres = distanceM[i * size + j]!
      const seconds = durationS[i * size + j]!
      const open = metres < Infinity && seconds < Infinity
      duration[i * width + j] = open ? seconds : Infinity
      distance[i * width + j] = open ? metres : Infinity
    }
  }
  return { width, duration, distance }
}

/** The transpose; a symmetric matrix is its own. */
export function turned(matrix: Float64Array, width: number): Float64Array {
  let symmetric = true
  for (let i = 0; i < width && symmetric; i++)
    for (let j = 0; j < i; j++) if (matrix[i * width + j] !== matrix[j * width + i]) symmetric = false
  if (symmetric) return matrix
  const transpose = new Float64Array(matrix.length)
  for (let i = 0; i < width; i++)
    for (let j = 0; j < width; j++) transpose[j * width + i] = matrix[i * width + j]!
  return transpose
}
