import { Button, Group, Stack, Text, Title } from '@mantine/core'
import type { Row } from '#shared/contract.ts'
import { useFormat, useText } from '../../text/language.tsx'
import type { ShownPlan } from './draft-plan.ts'
import { LoadLines } from './load-lines.tsx'
import { routeNumbers } from './map-content.ts'
import { useOpened } from './use-opened.ts'

/** A commune that was chosen on the map: what it tells of itself, and what it is to this caravan. */
export const CommuneCard = (props: {
  row: Row<'commune'>
  own: boolean
  caravan: Row<'caravan'> | null
  stop: Row<'stop'> | null
  shown: ShownPlan | null
  may: boolean
  /** it may be edited from this device */
  editable: boolean
  onAddStop: () => void
  onEditStop: (id: string) => void
  onEdit: () => void
  onLeave: () => void
}) => {
  const { caravan, words } = useText()
  const format = useFormat()
  const text = caravan.commune
  const heading = useOpened<HTMLHeadingElement>()
  const { row, stop, shown } = props
  const { fields } = row
  const number = routeNumbers(shown?.plan ?? null).get(row.id)
  const loads = (shown?.plan.visits ?? []).filter(visit => visit.commune === row.id).flatMap(v => v.loads)
  const lines = [
    ...(props.own ? [text.own] : []),
    ...(fields.place ? [format.place(fields.place)] : []),
    ...(fields.people ? [text.people(fields.people)] : []),
    ...(fields.languages?.length ? [text.languages(format.list(fields.languages))] : []),
    ...(fields.resources?.length ? [text.resources(format.list(fields.resources))] : []),
    ...(fields.note ? [fields.note] : [])
  ]
  const role = () => {
    if (!props.caravan) return []
    const { start, end } = props.caravan.fields
    return [
      ...(start === row.id ? [text.isStart] : []),
      ...(end === row.id ? [text.isEnd] : []),
      stop ? (number ? text.stopNumber(number) : text.stopUnplanned) : text.notStop
    ]
  }
  return (
    <Stack
      gap="sm"
      component="section"
      aria-label={fields.name ?? words.unnamed}
      onKeyDown={event => event.key === 'Escape' && props.onLeave()}
    >
      <Title ref={heading} tabIndex={-1} order={2} size="h3">
        {fields.name ?? words.unnamed}
      </Title>
      <div>
        {lines.map(line => (
          <Text key={line} size="sm">
            {line}
          </Text>
        ))}
      </div>
      {role().map(line => (
        <Text key={line} size="sm" c="dimmed">
          {line}
        </Text>
      ))}
      <LoadLines loads={loads} />
      <Group gap="xs">
        {props.may && props.caravan && !stop && <Button onClick={props.onAddStop}>{text.addStop}</Button>}
        {props.may && stop && <Button onClick={() => props.onEditStop(stop.id)}>{text.editStop}</Button>}
        {props.editable && (
          <Button variant="default" onClick={props.onEdit}>
            {text.edit}
          </Button>
        )}
        <Button variant="default" onClick={props.onLeave}>
          {words.act.close}
        </Button>
      </Group>
    </Stack>
  )
}
