/** Bounds of a photo as it is kept. */
export const photoLimits = {
  /** of its longer side */
  pixels: 1600,
  bytes: 400_000,
  /** of the file it is drawn from */
  fileBytes: 100_000_000
} as const

const qualities = [0.85, 0.75, 0.65, 0.55, 0.45]

/**
 * Draws a picture anew as a JPEG within the bounds above; only what it shows goes over, nothing that stands
 * beside it in the file (place, time, camera, names). Null for what is no picture or too large a file.
 */
export const redraw = async (picture: Blob): Promise<Uint8Array<ArrayBuffer> | null> => {
  if (picture.size > photoLimits.fileBytes) return null
  let bitmap: ImageBitmap
  try {
    // turned as the file says, for that too stands beside the picture
    bitmap = await createImageBitmap(picture, { imageOrientation: 'from-image' })
  } catch {
    // the browser says no more than that it cannot
    return null
  }
  try {
    return await drawn(bitmap)
  } finally {
    bitmap.close()
  }
}

const drawn = async (bitmap: ImageBitmap): Promise<Uint8Array<ArrayBuffer>> => {
  const longer = Math.max(bitmap.width, bitmap.height)
  for (let pixels = Math.min(longer, photoLimits.pixels); ; pixels *= 0.75) {
    const width = Math.max(1, Math.round((bitmap.width * pixels) / longer))
    const height = Math.max(1, Math.round((bitmap.height * pixels) / longer))
    const canvas = new OffscreenCanvas(width, height)
    const context = canvas.getContext('2d', { alpha: false })
    if (!context) throw new Error('no canvas to draw on')
    context.imageSmoothingQuality = 'high'
    context.fillStyle = '#fff'
    context.fillRect(0, 0, width, height)
    context.drawImage(bitmap, 0, 0, width, height)
    for (const quality of qualities) {
      const jpeg = await canvas.convertToBlob({ type: 'image/jpeg', quality })
      if (jpeg.size <= photoLimits.bytes) return new Uint8Array(await jpeg.arrayBuffer())
    }
  }
}
