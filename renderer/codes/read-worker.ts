import { findCode } from './find-code.ts'

/** Of the longer side: more shows no code that this does not, and takes the longer. */
const mostPixels = 1600
const patienceMs = { picture: 1_500, frame: 60 } as const

/** A picture in, the text of the code in it out. The picture is closed here. */
self.onmessage = ({ data }: MessageEvent<{ picture: ImageBitmap; sort: 'picture' | 'frame' }>) => {
  const { picture, sort } = data
  const scale = Math.min(1, mostPixels / Math.max(picture.width, picture.height))
  const width = Math.max(1, Math.round(picture.width * scale))
  const height = Math.max(1, Math.round(picture.height * scale))
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
  let text: string | null = null
  if (context) {
    // a picture without ground is dark on dark otherwise
    context.fillStyle = '#fff'
    context.fillRect(0, 0, width, height)
    context.drawImage(picture, 0, 0, width, height)
    text = findCode(context.getImageData(0, 0, width, height), patienceMs[sort])
  }
  picture.close()
  self.postMessage(text)
}
