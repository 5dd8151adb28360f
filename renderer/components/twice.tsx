import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import { useText } from '../text/language.tsx'

/** A button for what cannot be taken back: asked once more in its own place. */
export const Twice = (props: { label: string; sure: string; busy: boolean; onSure: () => void }) => {
  const { words } = useText()
  const [asking, setAsking] = useState(false)
  if (!asking)
    return (
      <Button variant="default" loading={props.busy} onClick={() => setAsking(true)}>
        {props.label}
      </Button>
    )
  return (
    <Group gap="xs">
      <Button
        color="red.8"
        loading={props.busy}
        autoFocus
        onClick={() => {
          setAsking(false)
          props.onSure()
        }}
      >
        {props.sure}
      </Button>
      <Button variant="default" onClick={() => setAsking(false)}>
        {words.act.cancel}
      </Button>
    </Group>
  )
}
