import { Button, Stack, Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { type CameraTrouble, openCamera } from '../codes/camera.ts'
import { useText } from '../text/language.tsx'
import classes from './photo.module.css'

/** What the camera sees, and a button that takes it. */
export const CameraShot = ({ onShot }: { onShot: (picture: Blob) => void }) => {
  const { photos: text, codes } = useText()
  const video = useRef<HTMLVideoElement>(null)
  const [open, setOpen] = useState(false)
  const [trouble, setTrouble] = useState<CameraTrouble | null>(null)
  useEffect(() => {
    if (!video.current) return
    const camera = openCamera({ video: video.current, onOpen: () => setOpen(true), onTrouble: setTrouble })
    return () => camera.stop()
  }, [])
  const shoot = async () => {
    const seen = video.current
    if (!seen || seen.videoWidth === 0) return
    const canvas = new OffscreenCanvas(seen.videoWidth, seen.videoHeight)
    canvas.getContext('2d')?.drawImage(seen, 0, 0)
    onShot(await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.95 }))
  }
  return (
    <Stack gap="xs">
      <video
        ref={video}
        className={classes.view}
        hidden={trouble !== null}
        muted
        playsInline
        aria-label={codes.cameraPicture}
      />
      <Text role="status">{trouble ? text.trouble[trouble] : text.cameraOn}</Text>
      <Button disabled={!open || trouble !== null} onClick={() => void shoot()}>
        {text.shoot}
      </Button>
    </Stack>
  )
}
