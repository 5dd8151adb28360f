import { ActionIcon, Group } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconGripVertical } from '@tabler/icons-react'
import { useText } from '../../text/language.tsx'
import classes from './caravan-area.module.css'

/** Moving one stop in the order: by keyboard or click, and where to take hold of it with the mouse. */
export const MoveButtons = (props: {
  name: string
  onEarlier: (() => void) | null
  onLater: (() => void) | null
}) => {
  const { caravan } = useText()
  const text = caravan.route
  return (
    <Group gap={0} wrap="nowrap">
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={text.earlier(props.name)}
        disabled={!props.onEarlier}
        onClick={() => props.onEarlier?.()}
      >
        <IconArrowUp size={18} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={text.later(props.name)}
        disabled={!props.onLater}
        onClick={() => props.onLater?.()}
      >
        <IconArrowDown size={18} aria-hidden />
      </ActionIcon>
      <span className={classes.grip} title={text.drag} aria-hidden>
        <IconGripVertical size={18} />
      </span>
    </Group>
  )
}
