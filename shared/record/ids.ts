const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const pairs = Array.from({ length: 4096 }, (_, i) => alphabet[i >> 6]! + alphabet[i & 63]!)
/** by code unit; 64 and above for what is no letter of the alphabet */
const values = new Uint8Array(128).fill(64)
for (const [i, letter] of [...alphabet].entries()) values[letter.charCodeAt(0)] = i

/** Bytes of every id and public key. */
export const idBytesLength = 32
const idLength = 43

/** base64url without padding of exactly 32 bytes: 43 characters. */
export const bytesToId = <Id extends string>(bytes: Uint8Array): Id => {
  if (bytes.length !== idBytesLength) throw new RangeError(`an id has 32 bytes, not ${bytes.length}`)
  let id = ''
  for (let i = 0; i < 30; i += 3) {
    const three = (bytes[i]! << 16) | (bytes[i + 1]! << 8) | bytes[i + 2]!
    id += pairs[three >> 12]! + pairs[three & 4095]!
  }
  const last = (bytes[30]! << 10) | (bytes[31]! << 2)
  return (id + pairs[last >> 6]! + alphabet[last & 63]!) as Id
}

/** The 32 bytes of an id, or null where the text is not the one canonical spelling of 32 bytes. */
export const idToBytes = (id: string): Uint8Array | null => {
  if (id.length !== idLength) return null
  const bytes = new Uint8Array(idBytesLength)
  const valueAt = (at: number) => values[id.charCodeAt(at)] ?? 64
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

export const bytesEqual = (a: Uint8Array, b: Uint8Array): boolean => {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}
