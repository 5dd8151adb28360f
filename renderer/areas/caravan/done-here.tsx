import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { DayField } from '../../components/day-field.tsx'
import { FailureNote } from '../../components/failure-note.tsx'
import { useFormat, useText } from '../../text/language.tsx'
import type { UnderWayActs } from './use-under-way.ts'

/** On the road: saying that the caravan was at a stop, and on which day it leaves it. */
export const DoneHere = (props: {
  stop: string
  doneOn: string | null
  /** the day on which the route has it leave */
  leaves: string
  acts: UnderWayActs
}) => {
  const { caravan } = useText()
  const format = useFormat()
  const text = caravan.underWay
  const { stop, doneOn, acts } = props
  const [day, setDay] = useState<string | null>(props.leaves)
  return (
    <>
      {doneOn ? (
        <Group gap="xs" justify="space-between">
          <Text size="sm">{text.left(format.dayShort(doneOn))}</Text>
          <Button size="compact-sm" variant="default" onClick={() => acts.undone(stop)}>
            {text.undo}
          </Button>
        </Group>
      ) : (
        <Group gap="xs" align="flex-end" wrap="wrap">
          <DayField label={text.leaves} value={day} onChange={setDay} style={{ flex: '1 1 11rem' }} />
          <Button variant="default" disabled={!day} onClick={() => day && acts.done(stop, day)}>
            {text.been}
          </Button>
        </Group>
      )}
      <FailureNote error={acts.error} />
    </>
  )
}
