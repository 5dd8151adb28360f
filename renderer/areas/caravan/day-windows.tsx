import { ActionIcon, Button, Group, Stack, Text } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import type { DayWindow } from '#shared/kinds/fields.ts'
import { DayField } from '../../components/day-field.tsx'
import { useText } from '../../text/language.tsx'

/** Days from and to, while they are being typed. */
export interface OpenWindow {
  from: string | null
  to: string | null
}

const most = 12

export const wholeWindows = (windows: readonly OpenWindow[]): DayWindow[] =>
  windows.filter((window): window is DayWindow => !!window.from && !!window.to && window.from <= window.to)

/** On which days a stop may be arrived at: none means any. */
export const DayWindows = (props: {
  windows: readonly OpenWindow[]
  /** whether what is missing is to be said */
  tried: boolean
  onWindows: (windows: OpenWindow[]) => void
}) => {
  const { caravan } = useText()
  const text = caravan.stopForm
  const { windows, onWindows } = props
  const setWindow = (at: number, part: Partial<OpenWindow>) =>
    onWindows(windows.map((window, i) => (i === at ? { ...window, ...part } : window)))
  const windowError = ({ from, to }: OpenWindow) =>
    from && to && to < from ? text.backwards : props.tried && (!from || !to) ? text.missingDay : null
  return (
    <Stack gap={6} role="group" aria-label={text.windows}>
      <Text size="sm" fw={500}>
        {text.windows}
      </Text>
      {windows.length === 0 && (
        <Text size="sm" c="dimmed">
          {text.anyDay}
        </Text>
      )}
      {windows.map((window, i) => (
        // a window is known by its place in the list alone
        <Group key={i} gap={6} wrap="nowrap" align="flex-start">
          <Group gap={6} wrap="wrap" style={{ flex: 1 }}>
            <DayField
              aria-label={text.windowFrom}
              placeholder={text.windowFrom}
              value={window.from}
              onChange={day => setWindow(i, window.to ? { from: day } : { from: day, to: day })}
              style={{ flex: '1 1 9.5rem' }}
            />
            <DayField
              aria-label={text.windowTo}
              placeholder={text.windowTo}
              value={window.to}
              onChange={day => setWindow(i, { to: day })}
              error={windowError(window)}
              style={{ flex: '1 1 9.5rem' }}
            />
          </Group>
          <ActionIcon
            variant="default"
            size={36}
            aria-label={text.windowRemove}
            onClick={() => onWindows(windows.filter((_, at) => at !== i))}
          >
            <IconX size={18} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      {windows.length < most && (
        <Group>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => onWindows([...windows, { from: null, to: null }])}
          >
            {windows.length === 0 ? text.windowFirst : text.windowMore}
          </Button>
        </Group>
      )}
    </Stack>
  )
}
