import { Paper, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

/** A sheet of paper on the ground: one matter, with its title. */
export const Sheet = (props: { title?: string; hint?: string; children: ReactNode }) => (
  <Paper component="section" withBorder p="md" radius="md" bg="var(--chumak-sheet)">
    <Stack gap="sm">
      {props.title && (
        <Stack gap={2}>
          <Title order={2} size="h3">
            {props.title}
          </Title>
          {props.hint && (
            <Text size="sm" c="dimmed">
              {props.hint}
            </Text>
          )}
        </Stack>
      )}
      {props.children}
    </Stack>
  </Paper>
)
