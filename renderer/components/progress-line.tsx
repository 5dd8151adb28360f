import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import { useText } from '../text/language.tsx'

/** Long work: how far, and a way to stop it. `total` 0 means the end is not known yet. */
export const ProgressLine = (props: {
  label: string
  done: number
  total: number
  onCancel?: () => void
  /** what has been done so far, in words */
  detail?: string
}) => {
  const { words } = useText()
  const known = props.total > 0
  const percent = known ? Math.min(100, (props.done / props.total) * 100) : 100
  return (
    <Stack gap={6}>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" aria-live="polite">
          {props.label}
          {known && ` ${Math.floor(percent)} %`}
        </Text>
        {props.onCancel && (
          <Button size="compact-sm" variant="default" onClick={props.onCancel} style={{ flex: 'none' }}>
            {words.act.cancel}
          </Button>
        )}
      </Group>
      <Progress.Root size="lg">
        <Progress.Section value={percent} animated={!known} striped={!known} aria-label={props.label} />
      </Progress.Root>
      {props.detail && (
        <Text size="sm" c="dimmed">
          {props.detail}
        </Text>
      )}
    </Stack>
  )
}
