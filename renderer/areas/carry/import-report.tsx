import { Anchor, Stack, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { ArrivedRows, Stretch } from '#shared/contract.ts'
import { FailureNote } from '../../components/failure-note.tsx'
import { useArrived, useAside } from '../../queries/arrivals.ts'
import { useNames, useSpeaker } from '../../queries/names.ts'
import { sentenceOf } from '../../queries/recent.ts'
import { routeOf } from '../../shell/found.ts'
import { go } from '../../shell/route.ts'
import { useFormat, useText } from '../../text/language.tsx'
import { AsideList } from './kept.tsx'

/** What unfolds under a line; it is made only then, as it may be long. */
const Unfolding = ({ line, children }: { line: string; children: ReactNode }) => {
  const [isOpen, setOpen] = useState(false)
  return (
    <details onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>
        <Text span fw={600}>
          {line}
        </Text>
      </summary>
      {isOpen && children}
    </details>
  )
}

const Group = (props: { title: string; hint?: string; group: ArrivedRows }) => {
  const { explain: text } = useText()
  const format = useFormat()
  const nameOf = useNames()
  const speaker = useSpeaker()
  const { rows, total } = props.group
  if (total === 0) return null
  return (
    <Unfolding line={`${props.title}: ${format.number(total)}`}>
      <Stack gap="xs" mt="xs">
        {props.hint && <Text size="sm">{props.hint}</Text>}
        {rows.length < total && (
          <Text size="sm" c="dimmed">
            {text.first(rows.length, total)}
          </Text>
        )}
        <Stack component="ul" gap={6} m={0} p={0} style={{ listStyle: 'none' }}>
          {rows.map(row => (
            <li key={row.id}>
              <Anchor component="button" type="button" size="sm" ta="start" onClick={() => go(routeOf(row))}>
                {sentenceOf(row, format.language, speaker)}
              </Anchor>
              <Text size="sm" c="dimmed">
                {row.commune ? `${nameOf(row.author)}, ${nameOf(row.commune)}` : nameOf(row.author)}
              </Text>
            </li>
          ))}
        </Stack>
      </Stack>
    </Unfolding>
  )
}

/** What an import brought, thing by thing, each with the way to its screen. */
export const ImportDetails = ({ stretch }: { stretch: Stretch }) => {
  const { explain: text } = useText()
  const format = useFormat()
  const arrived = useArrived(stretch)
  const aside = useAside(stretch)
  if (arrived.error) return <FailureNote error={arrived.error} />
  if (!arrived.data) return null
  const { added, changed, contested } = arrived.data
  return (
    <Stack gap="xs">
      <Group title={text.groups.added} group={added} />
      <Group title={text.groups.changed} group={changed} />
      <Group title={text.groups.contested} hint={text.contestedHint} group={contested} />
      {aside.data && aside.data.total > 0 && (
        <Unfolding line={`${text.groups.aside}: ${format.number(aside.data.total)}`}>
          <Stack mt="xs">
            <AsideList stretch={stretch} />
          </Stack>
        </Unfolding>
      )}
    </Stack>
  )
}
