import { Button, Group, Stack, Text } from '@mantine/core'
import type { Person } from '#shared/contract.ts'
import { FailureNote } from '../../components/failure-note.tsx'
import { useNames } from '../../queries/names.ts'
import { usePut } from '../../queries/rows.ts'
import { useFormat, useText } from '../../text/language.tsx'

/** Somebody's duties in force; the commune that gave one takes it back. */
export const Duties = ({ person, own, may }: { person: Person; own: string; may: boolean }) => {
  const { people } = useText()
  const text = people.mandate
  const format = useFormat()
  const nameOf = useNames()
  const recall = usePut<'recall'>()
  return (
    <Stack gap={6}>
      {person.mandates.map(({ id, by, duty, type, until }) => (
        <Group key={id} gap="xs" align="center">
          <Text size="sm">
            {text.line(people.duties[duty], people.mandateTypes[type], until && format.day(until))}
            {by !== own && ` (${text.by(nameOf(by))})`}
          </Text>
          {may && by === own && (
            <Button
              size="compact-xs"
              variant="default"
              aria-label={text.recall(people.duties[duty], person.handle)}
              loading={recall.isPending}
              onClick={() => recall.mutate({ kind: 'recall', commune: own, fields: { mandate: id } })}
            >
              {text.recallShort}
            </Button>
          )}
        </Group>
      ))}
      <FailureNote error={recall.error} onClose={() => recall.reset()} />
    </Stack>
  )
}
