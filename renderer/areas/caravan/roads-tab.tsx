import { Badge, Button, Group, Stack, Text, UnstyledButton } from '@mantine/core'
import { IconRoad } from '@tabler/icons-react'
import type { RoadState, Roads } from '#shared/caravan/roads.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { Photos } from '../../photo/photos.tsx'
import { useFormat, useText } from '../../text/language.tsx'
import classes from './caravan-area.module.css'

const colorOf: Record<RoadState, string> = { passable: 'gray', slow: 'rust', blocked: 'red' }

/** What is known of the roads, the bad ones first. */
export const RoadsTab = (props: {
  roads: Roads
  may: boolean
  nameOf: (id: string | null | undefined) => string
  onReport: (a?: string, b?: string) => void
}) => {
  const { caravan, words } = useText()
  const format = useFormat()
  const text = caravan.roadsTab
  const add = props.may && (
    <Button
      variant="default"
      leftSection={<IconRoad size={18} aria-hidden />}
      onClick={() => props.onReport()}
    >
      {text.report}
    </Button>
  )
  const badness = (state: RoadState | undefined) =>
    ['blocked', 'slow', 'passable'].indexOf(state ?? 'passable')
  const reports = [...props.roads.values()].sort(
    (a, b) => badness(a.fields.state) - badness(b.fields.state) || (a.id < b.id ? -1 : 1)
  )
  if (reports.length === 0) return <EmptyState title={text.none} hint={text.noneHint} action={add} />
  return (
    <Stack gap="sm">
      <ul className={classes.list}>
        {reports.map(({ id, fields }) => {
          const a = props.nameOf(fields.a)
          const b = props.nameOf(fields.b)
          const state = fields.state ?? 'passable'
          return (
            <li key={id}>
              <UnstyledButton
                className={classes.listItem}
                aria-label={text.again(a, b)}
                disabled={!props.may}
                onClick={() => props.onReport(fields.a, fields.b)}
              >
                <Group gap={6} wrap="wrap">
                  <Text fw={600}>{text.leg(a, b)}</Text>
                  <Badge variant="outline" color={colorOf[state]}>
                    {words.road[state]}
                  </Badge>
                </Group>
                <Text size="sm" c="dimmed">
                  {text.seen(format.day(fields.seen ?? ''))}
                </Text>
                {fields.note && <Text size="sm">{fields.note}</Text>}
              </UnstyledButton>
              <div className={classes.below}>
                <Photos photos={fields.photos ?? []} of={text.leg(a, b)} />
              </div>
            </li>
          )
        })}
      </ul>
      {add && <Group>{add}</Group>}
    </Stack>
  )
}
