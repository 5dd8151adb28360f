import { Anchor, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { AsideEntry, Explanation, Stretch } from '#shared/contract.ts'
import { isKindName } from '#shared/kinds/index.ts'
import { FailureNote } from '../../components/failure-note.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { everything, useAside, useExplain } from '../../queries/arrivals.ts'
import { useNames } from '../../queries/names.ts'
import type { Format } from '../../text/format.ts'
import { useFormat, useText } from '../../text/language.tsx'
import type { Texts } from '../../text/texts.ts'

const kindWords = (text: Texts['explain'], kind: string | null): string => {
  if (kind === null) return text.somethingUnread
  return isKindName(kind) ? text.kinds[kind] : text.someKind(kind)
}

const whoWords = (
  entry: Pick<AsideEntry, 'author' | 'communeName'>,
  nameOf: (id: string) => string
): string => (entry.communeName ? `${nameOf(entry.author)} (${entry.communeName})` : nameOf(entry.author))

const verdict = ({ reason, lacks }: Explanation, text: Texts['explain']): string => {
  if (reason) return `${text.countsNot} ${text.reasons[reason]}`
  return lacks ? text.lacks[lacks] : text.counts
}

/** Who wrote it and what, what is asked, and whether it counts: two or three sentences. */
export const explanationWords = (
  told: Explanation,
  text: Texts['explain'],
  format: Format,
  nameOf: (id: string) => string
): string[] => {
  const wrote = told.begins ? text.wroteBegin : text.wroteChange
  return [
    `${wrote(whoWords(told, nameOf), kindWords(text, told.kind), format.moment(told.claimedAt))} ${text.claimed}`,
    ...(told.rule ? [text.rules[told.rule]] : []),
    verdict(told, text)
  ]
}

/** One entry that does not count, with why; pressed, it tells all that is known of it. */
const AsideLine = ({ entry }: { entry: AsideEntry }) => {
  const { explain: text } = useText()
  const format = useFormat()
  const nameOf = useNames()
  const explain = useExplain()
  const told = explain.data
  return (
    <li>
      <Anchor
        component="button"
        type="button"
        size="sm"
        ta="start"
        aria-expanded={told !== undefined}
        onClick={() => (told === undefined ? explain.mutate(entry.entry) : explain.reset())}
      >
        {text.wroteBegin(
          whoWords(entry, nameOf),
          kindWords(text, entry.kind),
          format.moment(entry.claimedAt)
        )}
      </Anchor>
      <Text size="sm" c="dimmed">
        {text.reasons[entry.reason]}
      </Text>
      <FailureNote error={explain.error} onClose={() => explain.reset()} />
      {told && (
        <Stack gap={2} role="status">
          {explanationWords(told, text, format, nameOf).map(line => (
            <Text key={line} size="sm">
              {line}
            </Text>
          ))}
          <Text size="xs" c="dimmed" ff="monospace" style={{ overflowWrap: 'anywhere', userSelect: 'text' }}>
            {entry.entry}
          </Text>
        </Stack>
      )}
    </li>
  )
}

/** What of a stretch of arrivals does not count, one entry a line, each with why. */
export const AsideList = ({ stretch }: { stretch: Stretch }) => {
  const { explain: text } = useText()
  const aside = useAside(stretch)
  if (aside.error) return <FailureNote error={aside.error} />
  if (!aside.data) return null
  const { entries, total } = aside.data
  if (total === 0) return <Text c="dimmed">{text.none}</Text>
  return (
    <Stack gap="xs">
      {entries.length < total && (
        <Text size="sm" c="dimmed">
          {text.first(entries.length, total)}
        </Text>
      )}
      <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
        {entries.map(entry => (
          <AsideLine key={entry.entry} entry={entry} />
        ))}
      </Stack>
    </Stack>
  )
}

/** Ask of one entry, by its name. */
const Question = () => {
  const { explain: text } = useText()
  const format = useFormat()
  const nameOf = useNames()
  const explain = useExplain()
  const [entry, setEntry] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (entry.trim() !== '') explain.mutate(entry.trim())
  }
  return (
    <Sheet title={text.question} hint={text.questionHint}>
      <form onSubmit={submit}>
        <Group align="flex-end">
          <TextInput
            label={text.entry}
            value={entry}
            onChange={event => setEntry(event.currentTarget.value)}
            maxLength={60}
            style={{ flex: 1 }}
            styles={{ input: { fontFamily: 'monospace' } }}
          />
          <Button type="submit" variant="default" loading={explain.isPending} disabled={entry.trim() === ''}>
            {text.ask}
          </Button>
        </Group>
      </form>
      <FailureNote error={explain.error} onClose={() => explain.reset()} />
      {explain.isSuccess && (
        <Stack gap={4} role="status">
          {explain.data ? (
            explanationWords(explain.data, text, format, nameOf).map(line => <Text key={line}>{line}</Text>)
          ) : (
            <Text>{text.notHeld}</Text>
          )}
        </Stack>
      )}
    </Sheet>
  )
}

/** All that is kept and does not count. */
export const Kept = () => {
  const { explain: text } = useText()
  return (
    <Stack>
      <Sheet title={text.title} hint={text.hint}>
        <AsideList stretch={everything} />
      </Sheet>
      <Question />
    </Stack>
  )
}
