import { Group, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

/** A screen's title, one line on what it is for, and what can be done on it. */
export const PageHeader = (props: { title: string; hint?: string; actions?: ReactNode }) => (
  <Stack gap={2} className="no-print">
    <Group justify="space-between" gap="sm">
      <Title order={1}>{props.title}</Title>
      {props.actions && <Group gap="xs">{props.actions}</Group>}
    </Group>
    {props.hint && (
      <Text c="dimmed" style={{ textWrap: 'balance' }}>
        {props.hint}
      </Text>
    )}
  </Stack>
)
