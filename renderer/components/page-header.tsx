import { Group, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

/** A screen's title, one line on what it is for, and what can be done on it. */
export const PageHeader = (props: { title: string; hint?: string; actions?: ReactNode }) => (
  <Group justify="space-between" align="flex-end" wrap="wrap" gap="sm" className="no-print">
    <Stack gap={2}>
      <Title order={1}>{props.title}</Title>
      {props.hint && (
        <Text c="dimmed" maw={720}>
          {props.hint}
        </Text>
      )}
    </Stack>
    {props.actions && <Group gap="xs">{props.actions}</Group>}
  </Group>
)
