import { Button, Code, Group, Stack, Text } from '@mantine/core'
import { IconFolder } from '@tabler/icons-react'
import type { DropStatus } from '#shared/contract.ts'
import { FailureNote } from '../../components/failure-note.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { useDrop, useSetDrop } from '../../queries/drop.ts'
import { chooseFolder } from '../../queries/files.ts'
import { useFormat, useText } from '../../text/language.tsx'

const Standing = ({ status }: { status: DropStatus }) => {
  const { drop: text } = useText().settings
  const format = useFormat()
  return (
    <Stack gap={4}>
      <Code fz="sm" style={{ userSelect: 'text', overflowWrap: 'anywhere' }}>
        {status.path}
      </Code>
      <Text size="sm" role="status">
        {text.states[status.state]}
        {status.waiting > 0 && ` ${text.waiting(status.waiting)}`}
      </Text>
      {status.lastTaken !== null && (
        <Text size="sm" c="dimmed">
          {text.lastTaken(format.moment(status.lastTaken))}
        </Text>
      )}
      {status.lastWritten !== null && (
        <Text size="sm" c="dimmed">
          {text.lastWritten(format.moment(status.lastWritten))}
        </Text>
      )}
      {status.aside.length > 0 && (
        <>
          <Text size="sm">{text.aside}</Text>
          <Stack component="ul" gap={2} m={0} pl="md">
            {status.aside.map(({ file, why }) => (
              <Text component="li" size="sm" key={file} style={{ overflowWrap: 'anywhere' }}>
                {`${file}: ${text.why[why]}`}
              </Text>
            ))}
          </Stack>
        </>
      )}
    </Stack>
  )
}

/** A folder that Syncthing, Nextcloud or a network drive copies to the other computers. */
export const DropFolderSheet = () => {
  const { drop: text } = useText().settings
  const drop = useDrop()
  const set = useSetDrop()
  const status = drop.data
  const choose = async () => {
    const path = await chooseFolder(text.choose)
    if (path !== null) await set.mutateAsync(path)
  }
  return (
    <Sheet title={text.title} hint={text.hint}>
      {status?.path && <Standing status={status} />}
      <FailureNote error={set.error ?? drop.error ?? status?.problem ?? null} />
      <Group>
        <Button
          variant="default"
          leftSection={<IconFolder size={18} aria-hidden />}
          loading={set.isPending}
          disabled={!status}
          onClick={() => void choose()}
        >
          {status?.path ? text.another : text.choose}
        </Button>
        {status?.path && (
          <Button variant="subtle" disabled={set.isPending} onClick={() => set.mutate(null)}>
            {text.off}
          </Button>
        )}
      </Group>
    </Sheet>
  )
}
