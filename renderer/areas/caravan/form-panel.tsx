import { Button, Group, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { FailureNote } from '../../components/failure-note.tsx'
import { useText } from '../../text/language.tsx'
import { useOpened } from './use-opened.ts'

/** One form on the right-hand page: what it is, its fields, Save and Cancel. */
export const FormPanel = (props: {
  title: string
  hint?: string
  /** two devices changed the same thing without knowing of each other */
  contested?: boolean
  saveLabel: string
  busy: boolean
  error: unknown
  onSave: () => void
  onLeave: () => void
  /** beside Save: removing, where there is something to remove */
  extra?: ReactNode
  children: ReactNode
}) => {
  const { caravan, words } = useText()
  const heading = useOpened<HTMLHeadingElement>()
  return (
    <form
      aria-label={props.title}
      noValidate
      onSubmit={event => {
        event.preventDefault()
        props.onSave()
      }}
      onKeyDown={event => {
        if (event.key === 'Escape' && !event.defaultPrevented) props.onLeave()
      }}
    >
      <Stack gap="sm">
        <Title ref={heading} tabIndex={-1} order={2} size="h3">
          {props.title}
        </Title>
        {props.hint && (
          <Text size="sm" c="dimmed">
            {props.hint}
          </Text>
        )}
        {props.contested && <Text size="sm">{caravan.contested}</Text>}
        {props.children}
        <FailureNote error={props.error} />
        <Group gap="xs">
          <Button type="submit" loading={props.busy}>
            {props.saveLabel}
          </Button>
          <Button variant="default" onClick={props.onLeave}>
            {words.act.cancel}
          </Button>
          {props.extra}
        </Group>
      </Stack>
    </form>
  )
}
