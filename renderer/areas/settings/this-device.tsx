import { Stack, Text } from '@mantine/core'
import { FailureNote } from '../../components/failure-note.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { useStats } from '../../queries/record.ts'
import { useStanding } from '../../queries/standing.ts'
import { useFormat, useText } from '../../text/language.tsx'

/** Who one is here, and the figures two people compare when they wonder whether they hold the same. */
export const ThisDevice = () => {
  const { settings, words, carry } = useText()
  const format = useFormat()
  const standing = useStanding()
  const stats = useStats()
  const lines: [label: string, value: string, hint?: string, code?: boolean][] = []
  if (standing.data)
    lines.push(
      [settings.handle, standing.data.handle],
      [settings.commune, standing.data.commune?.name ?? words.none],
      [settings.federation, standing.data.federation?.name ?? words.none],
      [settings.device, standing.data.device, settings.deviceHint, true]
    )
  if (stats.data)
    lines.push(
      [settings.state, stats.data.state, settings.stateHint, true],
      [
        settings.size,
        carry.take.holdsText(stats.data.entries, stats.data.logs, format.bytes(stats.data.bytes))
      ],
      [settings.setAside, carry.take.bringsText(stats.data.setAside)]
    )
  return (
    <Sheet title={settings.you}>
      <FailureNote error={standing.error ?? stats.error} />
      <Stack gap="xs" component="dl" m={0}>
        {lines.map(([label, value, hint, code]) => (
          <div key={label}>
            <Text component="dt" size="sm" c="dimmed">
              {label}
            </Text>
            <Text
              component="dd"
              m={0}
              ff={code ? 'monospace' : undefined}
              size={code ? 'sm' : undefined}
              style={{ overflowWrap: 'anywhere', userSelect: 'text' }}
            >
              {value}
              {hint && (
                <Text span display="block" size="sm" c="dimmed" ff="text">
                  {hint}
                </Text>
              )}
            </Text>
          </div>
        ))}
      </Stack>
    </Sheet>
  )
}
