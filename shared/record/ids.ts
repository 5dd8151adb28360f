const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const pairs = Array.from({ length: 4096 }, (_, i) => alphabet[i >> 6]! + alphabet[i & 63]!)
const values = new Map([...alphabet].map((letter, i) => [letter, i]))

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
  let bits = 0
  let held = 0
  let at = 0
  for (const letter of id) {
    const value = values.get(letter)
    if (value === undefined) return null
    held = ((held << 6) | value) & 0xffff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      bytes[at++] = (held >> bits) & 0xff
    }
  }
  // two bits are left over: a spelling in which they are set would name the same bytes twice
  return (held & 3) === 0 ? bytes : null
}

export const bytesEqual = (a: Uint8Array, b: Uint8Array): boolean => {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}
