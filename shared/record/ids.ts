const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const letters = Uint8Array.from(alphabet, letter => letter.charCodeAt(0))
/** Six bits by code unit; 64 and above for what is no letter of the alphabet. */
export const letterValues = new Uint8Array(128).fill(64)
for (const [i, letter] of [...alphabet].entries()) letterValues[letter.charCodeAt(0)] = i

/** Bytes of every id and public key. */
export const idBytesLength = 32
const idLength = 43
/** one id being spelt: put together letter by letter, a string costs three times as much */
const codes: number[] = new Array(idLength).fill(0)

/** base64url without padding of exactly 32 bytes: 43 characters. */
export const bytesToId = <Id extends string>(bytes: Uint8Array): Id => {
  if (bytes.length !== idBytesLength) throw new RangeError(`an id has 32 bytes, not ${bytes.length}`)
  let to = 0
  for (let i = 0; i < 30; i += 3) {
    const three = (bytes[i]! << 16) | (bytes[i + 1]! << 8) | bytes[i + 2]!
    codes[to++] = letters[three >> 18]!
    codes[to++] = letters[(three >> 12) & 63]!
    codes[to++] = letters[(three >> 6) & 63]!
    codes[to++] = letters[three & 63]!
  }
  const last = (bytes[30]! << 10) | (bytes[31]! << 2)
  codes[40] = letters[last >> 12]!
  codes[41] = letters[(last >> 6) & 63]!
  codes[42] = letters[last & 63]!
  return String.fromCharCode(...codes) as Id
}

/** The 32 bytes of an id, or null where the text is not the one canonical spelling of 32 bytes. */
export const idToBytes = (id: string): Uint8Array | null => {
  if (id.length !== idLength) return null
  const bytes = new Uint8Array(idBytesLength)
  const valueAt = (at: number) => letterValues[id.charCodeAt(at)] ?? 64
  let off = 0
  let from = 0
  for (let at = 0; at < 30; at += 3) {
    const [a, b, c, d] = [valueAt(from), valueAt(from + 1), valueAt(from + 2), valueAt(from + 3)]
    off |= a | b | c | d
    bytes[at] = (a << 2) | (b >> 4)
    bytes[at + 1] = (b << 4) | (c >> 2)
    bytes[at + 2] = (c << 6) | d
    from += 4
  }
  const [a, b, c] = [valueAt(40), valueAt(41), valueAt(42)]
  off |= a | b | c
  bytes[30] = (a << 2) | (b >> 4)
  bytes[31] = (b << 4) | (c >> 2)
  // two bits are left over: a spelling in which they are set would name the same bytes twice
  return off < 64 && (c & 3) === 0 ? bytes : null
}

/** Whether `id` is the canonical spelling of these bytes. */
export const spells = (id: string, bytes: Uint8Array): boolean => {
  if (id.length !== idLength || bytes.length !== idBytesLength) return false
  const valueAt = (at: number) => letterValues[id.charCodeAt(at)] ?? 64
  let off = 0
  for (let at = 0, from = 0; from < 30; at += 4, from += 3) {
    const three = (bytes[from]! << 16) | (bytes[from + 1]! << 8) | bytes[from + 2]!
    const [a, b, c, d] = [valueAt(at), valueAt(at + 1), valueAt(at + 2), valueAt(at + 3)]
    // what is no letter would spill into its neighbour
    off |= (three ^ ((a << 18) | (b << 12) | (c << 6) | d)) | ((a | b | c | d) & 64)
  }
  const last = (bytes[30]! << 10) | (bytes[31]! << 2)
  const [a, b, c] = [valueAt(40), valueAt(41), valueAt(42)]
  return (off | (last ^ ((a << 12) | (b << 6) | c)) | ((a | b | c) & 64)) === 0
}

export const bytesEqual = (a: Uint8Array, b: Uint8Array): boolean => {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}
