/**
 * Logarithm and power by additions, multiplications and divisions alone, whose every bit IEEE 754 fixes. The
 * language leaves the last bits of `Math.log` and `**` to the engine, and engines differ (one value in
 * fourteen between Node 20 and Chromium 156): the search would part there.
 */
export function naturalLog(x: number): number {
  // Exact in every engine: 0, infinity and what is no logarithm.
  if (!(x > 0 && x < Infinity)) return Math.log(x)
  let mantissa = x
  let exponent = 0
  for (; mantissa < Math.SQRT1_2; exponent--) mantissa *= 2
  for (; mantissa > Math.SQRT2; exponent++) mantissa /= 2
  // ln m = 2 artanh s, by its series; |s| < 0.172, so eleven terms reach the last bit.
  const s = (mantissa - 1) / (mantissa + 1)
  const square = s * s
  let series = 0
  for (let odd = 21; odd >= 1; odd -= 2) series = series * square + 1 / odd
  return exponent * Math.LN2 + 2 * s * series
}

/** `base ** exponent` for a positive base. */
export function power(base: number, exponent: number): number {
  const y = exponent * naturalLog(base)
  if (!(Math.abs(y) < 700)) return y > 0 ? Infinity : y < 0 ? 0 : Number.NaN
  const twos = Math.round(y / Math.LN2)
  const rest = y - twos * Math.LN2
  // |rest| < 0.35: fourteen terms of the exponential series.
  let result = 1
  for (let n = 14; n >= 1; n--) result = 1 + (rest * result) / n
  for (let i = 0; i < twos; i++) result *= 2
  for (let i = 0; i > twos; i--) result /= 2
  return result
}
