import { Button, Group, NumberInput, Select, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { legsOf } from '#shared/caravan/plan-check.ts'
import { stopsOf, travelling } from '#shared/caravan/problem-of.ts'
import { legKey } from '#shared/caravan/roads.ts'
import { stopOrderOf } from '#shared/caravan/stop-order.ts'
import type { Change } from '#shared/caravan/what-if.ts'
import { useText } from '../../text/language.tsx'
import type { ShownPlan } from './draft-plan.ts'
import type { Explainer } from './explain.ts'
import { GoalsOrder, wholeOrder } from './goals-order.tsx'
import type { Chosen } from './use-planning.ts'

type Kind = 'road' | 'silent' | 'vehicleLess' | 'order' | 'goals' | 'moreDays'
const kinds: Kind[] = ['road', 'silent', 'vehicleLess', 'order', 'goals', 'moreDays']

/** What is to be supposed. The road can be clicked on the map as well. */
export const WhatIfForm = (props: {
  chosen: Chosen
  shown: ShownPlan
  explainer: Explainer
  nameOf: (id: string | null | undefined) => string
  /** the leg that was clicked on the map, by its communes */
  leg: readonly [string, string] | null
  onLeg: (leg: readonly [string, string] | null) => void
  onBegin: (changes: Change[]) => void
}) => {
  const { caravan, whatIf, words } = useText()
  const { chosen, shown, explainer, nameOf, leg } = props
  const [kind, setKind] = useState<Kind>('road')
  const [stop, setStop] = useState<string | null>(null)
  const [vehicle, setVehicle] = useState<string | null>(null)
  const [days, setDays] = useState<number | string>(2)
  const [goals, setGoals] = useState(wholeOrder(chosen.caravan.fields.goals))

  const legs = new Map(legsOf(shown.plan).map(({ from, to }) => [legKey(from, to), [from, to] as const]))
  const legValue = leg && legs.has(legKey(...leg)) ? legKey(...leg) : null
  const vehicles = travelling(chosen.rows)
  const change = (): Change | null => {
    switch (kind) {
      case 'road': {
        const [a, b] = (legValue && legs.get(legValue)) || []
        return a && b ? { what: 'road', a, b, state: 'blocked' } : null
      }
      case 'silent':
        return stop ? { what: 'silent', stop } : null
      case 'vehicleLess':
        return vehicle ? { what: 'vehicleLess', vehicle } : null
      case 'order':
        return { what: 'order', stops: stopOrderOf(shown.plan) }
      case 'goals':
        return { what: 'goals', goals: [...goals] }
      case 'moreDays':
        return typeof days === 'number' && days >= 1 ? { what: 'moreDays', days } : null
    }
  }
  const supposed = change()

  return (
    <form
      aria-label={whatIf.title}
      onSubmit={event => {
        event.preventDefault()
        if (supposed) props.onBegin([supposed])
      }}
    >
      <Stack gap="xs">
        <Select
          label={whatIf.suppose}
          data={kinds.map(value => ({ value, label: whatIf.kinds[value] }))}
          value={kind}
          onChange={value => value && setKind(value as Kind)}
          allowDeselect={false}
        />
        {kind === 'road' && (
          <Select
            label={whatIf.road}
            description={whatIf.roadHint}
            data={[...legs].map(([value, [a, b]]) => ({
              value,
              label: caravan.roadsTab.leg(nameOf(a), nameOf(b))
            }))}
            value={legValue}
            onChange={value => props.onLeg((value && legs.get(value)) || null)}
            searchable
          />
        )}
        {kind === 'silent' && (
          <Select
            label={whatIf.stop}
            data={stopsOf(chosen.rows).map(({ id }) => ({ value: id, label: explainer.stop(id) }))}
            value={stop}
            onChange={setStop}
            searchable
          />
        )}
        {kind === 'vehicleLess' &&
          (vehicles.length === 0 ? (
            <Text size="sm">{caravan.vehiclesTab.none}</Text>
          ) : (
            <Select
              label={whatIf.vehicle}
              data={vehicles.map(({ id, fields }) => ({ value: id, label: fields.name ?? words.unnamed }))}
              value={vehicle}
              onChange={setVehicle}
            />
          ))}
        {kind === 'goals' && <GoalsOrder label={whatIf.kinds.goals} goals={goals} onGoals={setGoals} />}
        {kind === 'moreDays' && (
          <NumberInput
            label={whatIf.days}
            min={1}
            max={60}
            allowDecimal={false}
            value={days}
            onChange={setDays}
          />
        )}
        <Group>
          <Button type="submit" size="sm" disabled={!supposed}>
            {whatIf.tryIt}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
