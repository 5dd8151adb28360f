/** First and last byte, both included, or why there are none. */
export type ByteRange = { first: number; last: number } | 'whole' | 'unsatisfiable'

/** RFC 9110 §14.2 for a single range; anything else asked for is answered with the whole file, as it allows. */
export function parseRange(header: string | null, sizeBytes: number): ByteRange {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  if (!match || (match[1] === '' && match[2] === '')) return 'whole'
  if (match[1] === '') {
    const suffix = Number(match[2])
    if (suffix === 0 || sizeBytes === 0) return 'unsatisfiable'
    return { first: Math.max(0, sizeBytes - suffix), last: sizeBytes - 1 }
  }
  const first = Number(match[1])
  const last = match[2] === '' ? sizeBytes - 1 : Math.min(Number(match[2]), sizeBytes - 1)
  if (match[2] !== '' && Number(match[2]) < first) return 'whole'
  return first < sizeBytes ? { first, last } : 'unsatisfiable'
}
