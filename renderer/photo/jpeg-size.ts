/** More pixels than this are not unpacked: a megabyte of JPEG can claim four thousand million. */
export const mostPixels = 4096 * 4096

/** Width and height as a JPEG's frame says them; null for what is no JPEG. */
export const jpegSize = (bytes: Uint8Array): { width: number; height: number } | null => {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 2; at + 9 <= bytes.length && bytes[at] === 0xff; ) {
    const marker = view.getUint8(at + 1)
    // a frame's head, of any way of coding; c4, c8 and cc are something else
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    at += 2 + view.getUint16(at + 2)
  }
  return null
}

/** A JPEG that a window can show without harm. */
export const isShowable = (bytes: Uint8Array): boolean => {
  const size = jpegSize(bytes)
  return size !== null && size.width * size.height > 0 && size.width * size.height <= mostPixels
}
