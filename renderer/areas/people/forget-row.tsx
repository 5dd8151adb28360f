import { Button, Group, Radio, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { Row, Standing } from '#shared/contract.ts'
import { forgetWhy } from '#shared/kinds/forget.ts'
import { type FieldsOfKind, kinds } from '#shared/kinds/index.ts'
import { FailureNote } from '../../components/failure-note.tsx'
import { useForget } from '../../queries/people.ts'
import { useText } from '../../text/language.tsx'

type Why = FieldsOfKind<'forget'>['why']

/** One's own, or one's commune's, where nobody's standing hangs on it. */
export const mayForget = (row: Row, standing: Standing | undefined): boolean =>
  standing?.commune != null &&
  !standing.forked &&
  kinds[row.kind].retention !== 'kept' &&
  (row.author === standing.device || row.commune === standing.commune.id)

/**
 * Forgets one row, in place: why, and honestly what that can do. `what` names it to screen readers; `onGone` hears
 * that nothing of it waits for a second to ask.
 */
export const ForgetRow = ({ row, what, onGone }: { row: Row; what: string; onGone?: () => void }) => {
  const { people, words } = useText()
  const text = people.forget
  const [opened, setOpened] = useState(false)
  const [why, setWhy] = useState<Why>('consent-withdrawn')
  const forget = useForget()
  if (!opened)
    return (
      <Button
        size="compact-sm"
        variant="subtle"
        c="dimmed"
        flex="none"
        aria-label={`${text.open} ${what}`}
        onClick={() => setOpened(true)}
      >
        {text.open}
      </Button>
    )
  return (
    <Stack gap="xs" maw={420} role="group" aria-label={`${text.open} ${what}`}>
      <Text size="sm">{text.hint}</Text>
      {(row.kind === 'assembly' || row.kind === 'item') && <Text size="sm">{text.agenda[row.kind]}</Text>}
      <Radio.Group label={text.why} value={why} onChange={value => setWhy(value as Why)}>
        <Stack gap={6} mt={4}>
          {forgetWhy.options.map(value => (
            <Radio key={value} value={value} label={people.forgetWhy[value]} />
          ))}
        </Stack>
      </Radio.Group>
      {forget.data && forget.data.forgotten < forget.data.entries && (
        <Text role="status" size="sm">
          {text.done(forget.data.forgotten, forget.data.entries)}
        </Text>
      )}
      <FailureNote error={forget.error} onClose={() => forget.reset()} />
      <Group gap="xs">
        <Button
          size="xs"
          color="red.8"
          loading={forget.isPending}
          onClick={() =>
            forget.mutate(
              { rows: [row.id], why },
              { onSuccess: ({ forgotten, entries }) => forgotten === entries && onGone?.() }
            )
          }
        >
          {text.do}
        </Button>
        <Button size="xs" variant="default" onClick={() => setOpened(false)}>
          {words.act.cancel}
        </Button>
      </Group>
    </Stack>
  )
}
