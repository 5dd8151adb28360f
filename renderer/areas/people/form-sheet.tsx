import { Paper, Stack, Text, Title } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'

/** A form that opens in place, beneath what it is about; the keyboard goes to its heading. */
export const FormSheet = (props: {
  title: string
  hint?: string
  onSave?: () => void
  children: ReactNode
}) => {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <Paper withBorder p="md" maw={640}>
      <form
        aria-label={props.title}
        noValidate
        onSubmit={event => {
          event.preventDefault()
          props.onSave?.()
        }}
      >
        <Stack gap="sm">
          <Title ref={heading} tabIndex={-1} order={3} size="h4">
            {props.title}
          </Title>
          {props.hint && <Text size="sm">{props.hint}</Text>}
          {props.children}
        </Stack>
      </form>
    </Paper>
  )
}
