import { Button, Group, SegmentedControl, Stack, Text } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { FailureNote } from '../../components/failure-note.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { useLock } from '../../queries/vault.ts'
import { isLockAfter, lockAfterChoices, setLockAfter, useLockAfter } from '../../shell/lock-after.ts'
import { useText } from '../../text/language.tsx'

/** Locking now, and when nobody is there. */
export const LockSettings = () => {
  const { settings, shell } = useText()
  const lock = useLock()
  const after = useLockAfter()
  const choose = (value: string) => {
    const minutes = Number(value)
    if (isLockAfter(minutes)) setLockAfter(minutes)
  }
  return (
    <Sheet title={settings.lockTitle} hint={settings.lockHint}>
      <Stack gap={4}>
        <Text size="sm" fw={600} id="lock-after">
          {settings.lockAfter}
        </Text>
        <SegmentedControl
          aria-labelledby="lock-after"
          value={String(after)}
          onChange={choose}
          data={lockAfterChoices.map(minutes => ({
            value: String(minutes),
            label: minutes === 0 ? settings.lockNever : settings.lockMinutes(minutes)
          }))}
        />
      </Stack>
      <FailureNote error={lock.error} />
      <Group>
        <Button
          variant="default"
          leftSection={<IconLock size={18} aria-hidden />}
          loading={lock.isPending}
          onClick={() => lock.mutate(undefined)}
        >
          {shell.lock}
        </Button>
      </Group>
    </Sheet>
  )
}
