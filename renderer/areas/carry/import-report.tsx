import { Anchor, Stack, Text } from '@mantine/core'
import type { ArrivedRows, Stretch } from '#shared/contract.ts'
import { FailureNote } from '../../components/failure-note.tsx'
import { useArrived, useAside } from '../../queries/arrivals.ts'
import { useNames, useSpeaker } from '../../queries/names.ts'
import { sentenceOf } from '../../queries/recent.ts'
import { routeOf } from '../../shell/found.ts'
import { go } from '../../shell/route.ts'
import { useFormat, useText } from '../../text/language.tsx'
import { AsideList } from './kept.tsx'

const Group = (props: { title: string; hint?: string; group: ArrivedRows }) => {
  const { explain: text } = useText()
  const format = useFormat()
  const nameOf = useNames()
  const speaker = useSpeaker()
  const { rows, total } = props.group
  if (total === 0) return null
  return (
    <details>
      <summary>
        <Text span fw={600}>
          {props.title}: {format.number(total)}
        </Text>
      </summary>
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
    </details>
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
        <details>
          <summary>
            <Text span fw={600}>
              {text.groups.aside}: {format.number(aside.data.total)}
            </Text>
          </summary>
          <Stack mt="xs">
            <AsideList stretch={stretch} />
          </Stack>
        </details>
      )}
    </Stack>
  )
}
