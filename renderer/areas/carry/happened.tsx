import { Group, Stack, Text } from '@mantine/core'
import { IconNews } from '@tabler/icons-react'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureNote } from '../../components/failure-note.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { useNames, useSpeaker } from '../../queries/names.ts'
import { sentenceOf, useRecent } from '../../queries/recent.ts'
import { useStanding } from '../../queries/standing.ts'
import { useFormat, useText } from '../../text/language.tsx'
import { ForgetRow, mayForget } from '../people/forget-row.tsx'

const most = 100

/** The newest of the record, one sentence each, with who wrote it and when their clock said. */
export const Happened = () => {
  const text = useText().carry.happened
  const format = useFormat()
  const nameOf = useNames()
  const speaker = useSpeaker()
  const { data: standing } = useStanding()
  const { rows, pending, error } = useRecent(most)
  return (
    <Sheet title={text.title} hint={text.hint}>
      <FailureNote error={error} />
      {rows.length === 0 && !pending && (
        <EmptyState icon={<IconNews size={34} stroke={1.4} />} title={text.nothing} hint={text.nothingHint} />
      )}
      <Stack component="ol" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
        {rows.map(row => (
          <li key={row.id}>
            <Group justify="space-between" align="flex-start" wrap="nowrap" gap="sm">
              <div>
                <Text>{sentenceOf(row, format.language, speaker)}</Text>
                <Text size="sm" c="dimmed">
                  {row.commune ? `${nameOf(row.author)}, ${nameOf(row.commune)}` : nameOf(row.author)} ·{' '}
                  {format.moment(row.claimedAt)}
                </Text>
              </div>
              {mayForget(row, standing) && (
                <ForgetRow row={row} what={sentenceOf(row, format.language, speaker)} />
              )}
            </Group>
          </li>
        ))}
      </Stack>
    </Sheet>
  )
}
