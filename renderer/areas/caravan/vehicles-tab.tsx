import { Button, Group, Stack, Text, UnstyledButton } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import type { Row } from '#shared/contract.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { useFormat, useText } from '../../text/language.tsx'
import classes from './caravan-area.module.css'

/** What travels, and what it can carry. */
export const VehiclesTab = (props: {
  vehicles: readonly Row<'vehicle'>[]
  may: boolean
  onAdd: () => void
  onOpen: (id: string) => void
}) => {
  const { caravan, words } = useText()
  const format = useFormat()
  const text = caravan.vehiclesTab
  const add = props.may && (
    <Button variant="default" leftSection={<IconPlus size={18} aria-hidden />} onClick={props.onAdd}>
      {text.add}
    </Button>
  )
  if (props.vehicles.length === 0) return <EmptyState title={text.none} hint={text.noneHint} action={add} />
  const sum = (field: 'capacityKg' | 'capacityM3') =>
    props.vehicles.reduce((total, { fields }) => total + (fields[field] ?? 0), 0)
  return (
    <Stack gap="sm">
      <ul className={classes.list}>
        {props.vehicles.map(({ id, fields }) => (
          <li key={id}>
            <UnstyledButton
              className={classes.listItem}
              aria-label={text.edit(fields.name ?? words.unnamed)}
              disabled={!props.may}
              onClick={() => props.onOpen(id)}
            >
              <Text fw={600}>{fields.name ?? words.unnamed}</Text>
              <Text size="sm" c="dimmed">
                {text.room(format.mass(fields.capacityKg ?? 0), format.volume(fields.capacityM3 ?? 0))}
                {fields.coldM3 ? `, ${text.cold(format.volume(fields.coldM3))}` : ''}
              </Text>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {props.vehicles.length > 1 && (
        <Text size="sm">
          {text.together(format.mass(sum('capacityKg')), format.volume(sum('capacityM3')))}
        </Text>
      )}
      {add && <Group>{add}</Group>}
    </Stack>
  )
}
