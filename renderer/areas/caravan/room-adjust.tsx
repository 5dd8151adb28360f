import { Group, Stack, Text } from '@mantine/core'
import type { Row } from '#shared/contract.ts'
import type { PartialFieldsOfKind } from '#shared/kinds/index.ts'
import { FailureNote } from '../../components/failure-note.tsx'
import { SettledNumber } from '../../components/settled-number.tsx'
import { usePut } from '../../queries/rows.ts'
import { useText } from '../../text/language.tsx'
import classes from './caravan-area.module.css'
import { PlanAgain } from './plan-again.tsx'

/** What the vehicles can carry, changed where the load is seen. */
export const RoomAdjust = (props: {
  vehicles: readonly Row<'vehicle'>[]
  /** null while the route still fits */
  onPlan: (() => void) | null
}) => {
  const { caravan, words } = useText()
  const text = caravan.vehicleForm
  const put = usePut<'vehicle'>()
  const fields = [
    ['capacityKg', text.mass, words.measure.kg],
    ['capacityM3', text.volume, words.measure.m3],
    ['coldM3', text.cold, words.measure.m3]
  ] as const
  const write = (thing: string, changed: PartialFieldsOfKind<'vehicle'>) =>
    put.mutate({ kind: 'vehicle', thing, fields: changed })
  return (
    <section className={classes.adjust} aria-label={caravan.adjust.room}>
      <Stack gap="xs">
        {props.vehicles.map(({ id, fields: vehicle }) => (
          <div key={id}>
            <Text size="sm" fw={600}>
              {vehicle.name ?? words.unnamed}
            </Text>
            <Group gap="xs" grow align="flex-end">
              {fields.map(([field, label, unit]) => (
                <SettledNumber
                  key={field}
                  label={label}
                  suffix={` ${unit}`}
                  min={0}
                  max={1e9}
                  hideControls
                  value={vehicle[field] ?? 0}
                  onSettled={value => write(id, { [field]: value })}
                />
              ))}
            </Group>
          </div>
        ))}
        <FailureNote error={put.error} />
        <PlanAgain onPlan={props.onPlan} />
      </Stack>
    </section>
  )
}
