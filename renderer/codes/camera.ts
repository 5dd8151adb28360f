import { ask } from '../queries/ask.ts'
import { createCodeReader } from './code-reader.ts'

export type CameraTrouble = 'none' | 'refused' | 'busy'

export interface Camera {
  stop(): void
}

const lookEveryMs = 120

/**
 * Shows what the camera sees until it is stopped. The main process grants the camera only from here on, and
 * takes the grant back when this ends.
 */
export const openCamera = (args: {
  video: HTMLVideoElement
  onOpen(): void
  onTrouble(trouble: CameraTrouble): void
}): Camera => {
  const { video, onOpen, onTrouble } = args
  let stopped = false
  let stream: MediaStream | null = null

  const begin = async () => {
    await ask('window.camera', { on: true })
    if (stopped) return
    const opened = await navigator.mediaDevices.getUserMedia({
      video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } }
    })
    if (stopped) return endStream(opened)
    stream = opened
    video.srcObject = opened
    await video.play()
    if (!stopped) onOpen()
  }
  begin().catch(error => !stopped && onTrouble(troubleOf(error)))

  return {
    stop: () => {
      stopped = true
      if (stream) endStream(stream)
      video.srcObject = null
      ask('window.camera', { on: false }).catch(error => console.error('camera: not given back', error))
    }
  }
}

/** Reads codes through the camera until it is stopped. */
export const lookThroughCamera = (args: {
  video: HTMLVideoElement
  onText(text: string): void
  onTrouble(trouble: CameraTrouble): void
}): Camera => {
  const { video, onText, onTrouble } = args
  const reader = createCodeReader()
  let stopped = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const look = async () => {
    if (!stopped && video.videoWidth > 0) {
      const text = await reader.read(await createImageBitmap(video), 'frame')
      if (text !== null && !stopped) onText(text)
    }
    if (!stopped) timer = setTimeout(() => void lookOn(), lookEveryMs)
  }
  const lookOn = () => look().catch(error => !stopped && onTrouble(troubleOf(error)))
  const camera = openCamera({ video, onTrouble, onOpen: () => void lookOn() })

  return {
    stop: () => {
      stopped = true
      clearTimeout(timer)
      camera.stop()
      reader.close()
    }
  }
}

const endStream = (stream: MediaStream): void => {
  for (const track of stream.getTracks()) track.stop()
}

const troubleOf = (error: unknown): CameraTrouble => {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError') return 'refused'
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'none' : 'busy'
}
