import { Button, FileButton, Group, Modal, Stack, Text } from '@mantine/core'
import { IconCamera, IconPhoto } from '@tabler/icons-react'
import { type DragEvent, useEffect, useRef, useState } from 'react'
import { useText } from '../text/language.tsx'
import { type CameraTrouble, lookThroughCamera } from './camera.ts'
import { readCodeFile } from './code-reader.ts'
import classes from './codes.module.css'

/** What a code that was read came to: all there is, one of several, or not what is wanted here. */
export type Taken = 'whole' | 'other' | { have: number; of: number }

/** Reads a code with the camera, or from image files that are chosen or dropped here. */
export const CodeInput = (props: { what: string; take(text: string): Taken; disabled?: boolean }) => {
  const { codes, words } = useText()
  const [looking, setLooking] = useState(false)
  const [over, setOver] = useState(false)
  const [note, setNote] = useState<string | null>(null)

  const noteOf = (taken: Taken): string | null => {
    if (taken === 'whole') return null
    return taken === 'other' ? codes.other(props.what) : codes.have(taken.have, taken.of)
  }
  const readFiles = async (files: readonly File[]) => {
    setNote(files.length > 0 ? codes.reading : null)
    let last: string | null = null
    for (const file of files) {
      const text = await readCodeFile(file)
      if (text === null) {
        last = codes.noCode(file.name)
        continue
      }
      const taken = props.take(text)
      last = noteOf(taken)
      if (taken === 'whole') break
    }
    setNote(last)
  }
  const dropped = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    if (!props.disabled) void readFiles([...event.dataTransfer.files])
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shorter way to the button within
    <div
      className={classes.drop}
      data-over={over || undefined}
      onDragOver={event => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={dropped}
    >
      <Group gap="xs">
        <Button
          variant="default"
          leftSection={<IconCamera size={18} aria-hidden />}
          disabled={props.disabled}
          onClick={() => {
            setNote(null)
            setLooking(true)
          }}
        >
          {codes.camera}
        </Button>
        <FileButton multiple accept="image/*" onChange={files => void readFiles(files)}>
          {button => (
            <Button
              {...button}
              variant="default"
              leftSection={<IconPhoto size={18} aria-hidden />}
              disabled={props.disabled}
            >
              {codes.image}
            </Button>
          )}
        </FileButton>
      </Group>
      {note && !looking && (
        <Text size="sm" mt={6} role="status">
          {note}
        </Text>
      )}
      <Modal
        opened={looking}
        onClose={() => setLooking(false)}
        title={codes.cameraTitle(props.what)}
        size="lg"
        closeButtonProps={{ 'aria-label': words.act.close }}
      >
        {looking && (
          <Viewfinder
            take={text => {
              const taken = props.take(text)
              if (taken === 'whole') setLooking(false)
              return noteOf(taken)
            }}
          />
        )}
      </Modal>
    </div>
  )
}

const Viewfinder = ({ take }: { take(text: string): string | null }) => {
  const { codes } = useText()
  const video = useRef<HTMLVideoElement>(null)
  const taking = useRef(take)
  taking.current = take
  const [note, setNote] = useState<string | null>(null)
  const [trouble, setTrouble] = useState<CameraTrouble | null>(null)
  useEffect(() => {
    if (!video.current) return
    const camera = lookThroughCamera({
      video: video.current,
      onText: text => setNote(taking.current(text)),
      onTrouble: setTrouble
    })
    return () => camera.stop()
  }, [])
  return (
    <Stack gap="xs">
      <video
        ref={video}
        className={classes.video}
        hidden={trouble !== null}
        muted
        playsInline
        aria-label={codes.cameraPicture}
      />
      <Text role="status">{trouble ? codes.trouble[trouble] : (note ?? codes.hold)}</Text>
    </Stack>
  )
}
