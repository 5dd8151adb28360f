import { Button, Group, Select, Text } from '@mantine/core'
import { useState } from 'react'
import type { PeopleList } from '#shared/contract.ts'
import { FailureNote } from '../../components/failure-note.tsx'
import { useVouchThreshold } from '../../queries/people.ts'
import { useText } from '../../text/language.tsx'

/** How many communes must vouch for a new one; the founder's members may change it, once there are two to vouch. */
export const VouchThreshold = ({ list, may }: { list: PeopleList; may: boolean }) => {
  const { vouchThreshold: now } = list
  const text = useText().people.threshold
  const change = useVouchThreshold()
  const [chosen, setChosen] = useState<number | null>(null)
  const inNow = list.communes.filter(({ state }) => state === 'in').length
  const choices = Array.from({ length: Math.min(100, Math.max(inNow, now)) }, (_, i) => String(i + 1))
  return (
    <>
      <Text size="sm">{text.told(now)}</Text>
      {may && list.ofFounder && inNow > 1 && (
        <>
          <Group align="end" gap="xs">
            <Select
              label={text.label}
              description={text.hint}
              data={choices}
              value={String(chosen ?? now)}
              onChange={value => setChosen(Number(value))}
              allowDeselect={false}
              maw={560}
            />
            <Button
              variant="default"
              disabled={chosen === null || chosen === now}
              loading={change.isPending}
              onClick={() => chosen !== null && change.mutate(chosen)}
            >
              {text.do}
            </Button>
          </Group>
          <FailureNote error={change.error} onClose={() => change.reset()} />
        </>
      )}
    </>
  )
}
