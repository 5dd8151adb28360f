import { Button, Group, Stack, Text } from '@mantine/core'
import { IconUsb } from '@tabler/icons-react'
import type { Drive } from '#shared/contract.ts'
import { useFormat, useText } from '../../text/language.tsx'

/** The stick files that lie on what is plugged in, each with a look at what it brings. */
export const FilesOnSticks = (props: {
  drives: readonly Drive[]
  busy: boolean
  onLook: (path: string) => void
}) => {
  const text = useText().carry.take
  const format = useFormat()
  const files = props.drives.flatMap(({ label, bundles }) => bundles.map(file => ({ ...file, label })))
  if (files.length === 0) return null
  return (
    <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: 'none' }} aria-label={text.onSticks}>
      {files.map(({ path, name, label, sizeBytes, writtenAt }) => (
        <Group component="li" key={path} justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap" miw={0}>
            <IconUsb size={22} stroke={1.6} aria-hidden style={{ flex: 'none' }} />
            <Stack gap={0} miw={0}>
              <Text truncate>{name}</Text>
              <Text size="sm" c="dimmed" truncate>
                {label} · {format.bytes(sizeBytes)} · {format.moment(writtenAt)}
              </Text>
            </Stack>
          </Group>
          <Button
            variant="default"
            style={{ flex: 'none' }}
            disabled={props.busy}
            aria-label={text.lookAt(name, label)}
            onClick={() => props.onLook(path)}
          >
            {text.look}
          </Button>
        </Group>
      ))}
    </Stack>
  )
}
