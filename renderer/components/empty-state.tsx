import { Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

/** Where there is nothing yet: says so, and what to do about it. */
export const EmptyState = (props: {
  icon?: ReactNode
  title: string
  hint: string
  /** the button that does it */
  action?: ReactNode
}) => (
  <Stack align="center" gap="xs" py="xl" px="md" ta="center">
    {props.icon && (
      <Text c="dimmed" component="div" aria-hidden>
        {props.icon}
      </Text>
    )}
    <Title order={2} size="h3">
      {props.title}
    </Title>
    <Text c="dimmed" maw={520}>
      {props.hint}
    </Text>
    {props.action}
  </Stack>
)
