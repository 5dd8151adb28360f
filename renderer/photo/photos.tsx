import { Modal, Text, UnstyledButton } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { BlobRef } from '#shared/record/blob.ts'
import { FailureNote } from '../components/failure-note.tsx'
import { usePhoto } from '../queries/photos.ts'
import { useText } from '../text/language.tsx'
import { isShowable } from './jpeg-size.ts'
import classes from './photo.module.css'
import { usePictureUrl } from './use-picture-url.ts'

/** The photos that a row names, small, each to be looked at large; one that has not come says so in its place. */
export const Photos = (props: { photos: readonly BlobRef[]; of: string }) => {
  const { photos: text } = useText()
  if (props.photos.length === 0) return null
  return (
    <ul className={classes.row} aria-label={text.of(props.of)}>
      {props.photos.map(({ blob }, i) => (
        <li key={blob}>
          <Photo blob={blob} alt={text.alt(i + 1, props.of)} />
        </li>
      ))}
    </ul>
  )
}

const Photo = ({ blob, alt }: { blob: string; alt: string }) => {
  const { photos: text, words } = useText()
  const photo = usePhoto(blob)
  const showable = useMemo(() => !photo.data || isShowable(photo.data), [photo.data])
  const url = usePictureUrl(showable ? photo.data : null)
  const [large, setLarge] = useState(false)
  if (photo.error) return <FailureNote error={photo.error} />
  if (photo.data === null || !showable)
    return (
      <Text size="sm" c="dimmed" className={classes.absent}>
        {showable ? text.notHere : text.notShown}
      </Text>
    )
  if (!url) return null
  return (
    <>
      <UnstyledButton aria-label={text.enlarge(alt)} onClick={() => setLarge(true)}>
        <img className={classes.small} src={url} alt={alt} />
      </UnstyledButton>
      <Modal
        opened={large}
        onClose={() => setLarge(false)}
        title={alt}
        size="xl"
        closeButtonProps={{ 'aria-label': words.act.close }}
      >
        <img className={classes.large} src={url} alt={alt} />
      </Modal>
    </>
  )
}
