import { Group, Stack, Text } from '@mantine/core'
import type { LiveDocument } from '../../live/live-document.ts'
import { useLive } from '../../queries/live.ts'
import { useText } from '../../text/language.tsx'
import { safeColor } from './carets.ts'

/** Who has this agenda open, and which of them hold what I hold; and whether all of it is in the record. */
export const Presence = ({ live, handle, lanOn }: { live: LiveDocument; handle: string; lanOn: boolean }) => {
  const { assembly } = useText()
  const { present, unsaved, failure } = useLive(live)
  return (
    <Stack gap={4} className="no-print" role="status" aria-live="polite">
      <Group gap="md">
        <Text size="sm" fw={600}>
          {assembly.here}
        </Text>
        <Text size="sm">{assembly.you(handle)}</Text>
        {present.map(peer => (
          <Group key={peer.clientId} gap={6} wrap="nowrap">
            <span
              aria-hidden
              style={{ width: 10, height: 10, borderRadius: 5, background: safeColor(peer.colour) }}
            />
            <Text size="sm">{`${peer.handle}: ${assembly.holds[peer.holds]}`}</Text>
          </Group>
        ))}
      </Group>
      <Text size="sm" c="dimmed">
        {failure ? assembly.notSaved : unsaved ? assembly.saving : assembly.saved}
        {present.length === 0 ? ` ${lanOn ? assembly.alone : assembly.onlyHere}` : ''}
      </Text>
    </Stack>
  )
}
