/** Small readings and writings of bytes that the formats of this folder share. */

export const ascii = (text: string): Uint8Array => Uint8Array.from(text, c => c.charCodeAt(0))

export const isZero = (bytes: Uint8Array): boolean => bytes.every(b => b === 0)

export const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

export const joinBytes = (parts: readonly Uint8Array[]): Uint8Array => {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}
