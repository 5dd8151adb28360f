import { Button, Group, Text } from '@mantine/core'
import { remedyChanges } from '#shared/caravan/remedy-change.ts'
import type { Change } from '#shared/caravan/what-if.ts'
import type { LateRemedy, Remedy } from '#shared/planner/solution.ts'
import { useText } from '../../text/language.tsx'

/** More ways out than these help nobody. */
const most = 3

/** What would help, a sentence each; one that is an edit away can be tried as a what-if. */
export const WaysOut = <R extends Remedy | LateRemedy>(props: {
  /** each enough by itself, and pairs that are enough together */
  ways: { single: readonly R[]; together: readonly (readonly R[])[] }
  say: (remedies: readonly R[]) => string
  /** null where none can be begun */
  onTry: ((changes: Change[]) => void) | null
}) => {
  const { whatIf } = useText()
  const { ways, say, onTry } = props
  const told = [...ways.single.map(one => [one]), ...ways.together].map(remedies => ({
    line: say(remedies),
    changes: remedyChanges(remedies)
  }))
  const different = told.filter(({ line }, i) => told.findIndex(other => other.line === line) === i)
  return different.slice(0, most).map(({ line, changes }) => (
    <Group key={line} gap="xs" wrap="nowrap" justify="space-between" align="flex-start">
      <Text size="sm" c="dimmed">
        {line}
      </Text>
      {changes && onTry && (
        <Button
          size="compact-xs"
          variant="default"
          className="no-print"
          style={{ flex: 'none' }}
          aria-label={`${whatIf.tryIt}: ${line}`}
          onClick={() => onTry(changes)}
        >
          {whatIf.tryIt}
        </Button>
      )}
    </Group>
  ))
}
