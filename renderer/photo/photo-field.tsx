import { Button, FileButton, Group, Input, Modal, Stack, Text } from '@mantine/core'
import { IconCamera, IconPhoto } from '@tabler/icons-react'
import { useState } from 'react'
import { useText } from '../text/language.tsx'
import { CameraShot } from './camera-shot.tsx'
import classes from './photo.module.css'
import { redraw } from './redraw.ts'
import { usePictureUrl } from './use-picture-url.ts'

/** Photos that are chosen or taken for a form, at most `most`, each drawn anew before it is kept. */
export const PhotoField = (props: {
  value: readonly Uint8Array[]
  most: number
  onChange: (change: (before: readonly Uint8Array[]) => Uint8Array[]) => void
}) => {
  const { photos: text, words } = useText()
  const [busy, setBusy] = useState(false)
  const [notes, setNotes] = useState<readonly string[]>([])
  const [looking, setLooking] = useState(false)
  const full = props.value.length >= props.most

  const add = async (pictures: readonly { picture: Blob; name: string }[]) => {
    setBusy(true)
    setNotes([])
    const refused: string[] = []
    try {
      const drawn: Uint8Array[] = []
      for (const { picture, name } of pictures) {
        const photo = await redraw(picture)
        if (photo) drawn.push(photo)
        else refused.push(text.unreadable(name))
      }
      if (props.value.length + drawn.length > props.most) refused.push(text.tooMany(props.most))
      props.onChange(before => [...before, ...drawn].slice(0, props.most))
    } finally {
      // files of two folders may have one name: once is enough
      setNotes([...new Set(refused)])
      setBusy(false)
    }
  }
  const chosen = (files: File[]) => void add(files.map(file => ({ picture: file, name: file.name })))

  return (
    <Input.Wrapper label={text.label} description={text.hint(props.most)} labelElement="div">
      <Stack gap="xs" mt={4}>
        {props.value.length > 0 && (
          <ul className={classes.row} aria-label={text.label}>
            {props.value.map((photo, i) => (
              <li key={i}>
                <Chosen
                  photo={photo}
                  alt={text.nth(i + 1)}
                  onRemove={() => props.onChange(before => before.filter(other => other !== photo))}
                />
              </li>
            ))}
          </ul>
        )}
        <Group gap="xs">
          <FileButton multiple accept="image/*" onChange={chosen}>
            {button => (
              <Button
                {...button}
                variant="default"
                size="xs"
                leftSection={<IconPhoto size={18} aria-hidden />}
                disabled={full}
                loading={busy}
              >
                {text.choose}
              </Button>
            )}
          </FileButton>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconCamera size={18} aria-hidden />}
            disabled={full || busy}
            onClick={() => setLooking(true)}
          >
            {text.take}
          </Button>
        </Group>
        <Stack gap={2} role="status">
          {notes.map(note => (
            <Text key={note} size="sm">
              {note}
            </Text>
          ))}
        </Stack>
      </Stack>
      <Modal
        opened={looking}
        onClose={() => setLooking(false)}
        title={text.take}
        size="lg"
        closeButtonProps={{ 'aria-label': words.act.close }}
      >
        {looking && (
          <CameraShot
            onShot={picture => {
              setLooking(false)
              void add([{ picture, name: text.take }])
            }}
          />
        )}
      </Modal>
    </Input.Wrapper>
  )
}

const Chosen = (props: { photo: Uint8Array; alt: string; onRemove: () => void }) => {
  const { photos: text } = useText()
  const url = usePictureUrl(props.photo)
  return (
    <Stack gap={4}>
      {url && <img className={classes.small} src={url} alt={props.alt} />}
      <Button size="compact-xs" variant="subtle" aria-label={text.remove(props.alt)} onClick={props.onRemove}>
        {text.removeShort}
      </Button>
    </Stack>
  )
}
