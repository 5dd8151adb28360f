const pieceBytes = 8192

export const bytesToBase64 = (bytes: Uint8Array): string => {
  let text = ''
  // piecewise: a call takes only so many arguments
  for (let at = 0; at < bytes.length; at += pieceBytes)
    text += String.fromCharCode(...bytes.subarray(at, at + pieceBytes))
  return btoa(text)
}

/** Null for what is not base64. */
export const base64ToBytes = (text: string): Uint8Array | null => {
  try {
    return Uint8Array.from(atob(text), letter => letter.charCodeAt(0))
  } catch {
    // atob's only failure is a letter that does not belong
    return null
  }
}
