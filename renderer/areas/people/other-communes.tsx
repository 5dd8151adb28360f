import { Button, Stack, Table, Text } from '@mantine/core'
import { useState } from 'react'
import type { CommunePeople, PeopleList } from '#shared/contract.ts'
import { FailureNote } from '../../components/failure-note.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { useNames } from '../../queries/names.ts'
import { useVouch } from '../../queries/people.ts'
import { useFormat, useText } from '../../text/language.tsx'
import { personState } from './person-words.ts'
import { ReviveForm } from './revive-form.tsx'
import { VouchThreshold } from './vouch-threshold.tsx'

/** The other communes: their people, whether they are in, and vouching for those that are not. */
export const OtherCommunes = (props: { list: PeopleList; own: string | null; may: boolean }) => {
  const { list, own, may } = props
  const { people } = useText()
  const vouch = useVouch()
  const [reviving, setReviving] = useState<CommunePeople | null>(null)
  const vouchedFor = list.communes.find(({ id }) => id === vouch.variables)
  return (
    <Sheet title={people.others}>
      <VouchThreshold list={list} may={may} />
      <FailureNote error={vouch.error} onClose={() => vouch.reset()} />
      {vouch.data && vouchedFor && (
        <Text role="status">{people.vouched(vouchedFor.name, vouch.data.isIn)}</Text>
      )}
      {reviving && <ReviveForm key={reviving.id} commune={reviving} onLeave={() => setReviving(null)} />}
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{people.column.commune}</Table.Th>
            <Table.Th scope="col">{people.column.who}</Table.Th>
            <Table.Th scope="col">{people.column.state}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {list.communes
            .filter(({ id }) => id !== own)
            .map(commune => (
              <Table.Tr key={commune.id} data-commune-line={commune.id}>
                <Table.Th scope="row" style={{ verticalAlign: 'top' }}>
                  {commune.name}
                </Table.Th>
                <Table.Td style={{ verticalAlign: 'top' }}>
                  <Members commune={commune} />
                </Table.Td>
                <Table.Td style={{ verticalAlign: 'top' }}>
                  <State
                    commune={commune}
                    may={may}
                    busy={vouch.isPending}
                    onVouch={() => vouch.mutate(commune.id)}
                    onRevive={() => setReviving(commune)}
                  />
                </Table.Td>
              </Table.Tr>
            ))}
        </Table.Tbody>
      </Table>
      {list.more > 0 && <Text c="dimmed">{people.moreRows(list.more)}</Text>}
    </Sheet>
  )
}

/** Handles in one line; whoever is more or less than a member on a line of their own. */
const Members = ({ commune }: { commune: CommunePeople }) => {
  const { people, words } = useText()
  const format = useFormat()
  const nameOf = useNames()
  const plain = commune.people.filter(({ state, mandates }) => state === 'member' && mandates.length === 0)
  const told = commune.people.filter(person => !plain.includes(person) && person.state !== 'released')
  return (
    <Stack gap={2}>
      {plain.length > 0 && (
        <Text size="sm">{format.list(plain.map(({ handle }) => handle || words.unnamed))}</Text>
      )}
      {told.map(person => (
        <Text key={person.device} size="sm">
          {person.handle || words.unnamed}
          <Text span size="sm" c="dimmed">
            {' '}
            {[
              ...(person.state === 'member' ? [] : [personState(person, people.state, format)]),
              ...person.mandates.map(
                ({ duty, by, until }) =>
                  `${people.duties[duty]}${until ? ` (${format.day(until)})` : ''}, ${people.mandate.by(nameOf(by))}`
              )
            ].join('; ')}
          </Text>
        </Text>
      ))}
      {commune.empty && <Text c="dimmed">{people.nobody}</Text>}
      {commune.more > 0 && <Text c="dimmed">{people.moreRows(commune.more)}</Text>}
    </Stack>
  )
}

const State = (props: {
  commune: CommunePeople
  may: boolean
  busy: boolean
  onVouch: () => void
  onRevive: () => void
}) => {
  const { commune, may } = props
  const { people } = useText()
  const format = useFormat()
  const nameOf = useNames()
  return (
    <Stack gap={4} align="flex-start">
      <Text size="sm">
        {people.communeState[commune.state]}
        {commune.state !== 'in' &&
          commune.vouchedBy.length > 0 &&
          `, ${people.vouchedBy(format.list(commune.vouchedBy.map(nameOf)))}, ${people.vouchesMissing(commune.vouchesMissing)}`}
      </Text>
      {may && commune.state !== 'in' && (
        <Button size="compact-sm" variant="default" loading={props.busy} onClick={props.onVouch}>
          {people.vouch(commune.name)}
        </Button>
      )}
      {may && commune.empty && (
        <Button size="compact-sm" variant="default" onClick={props.onRevive}>
          {people.revive.open(commune.name)}
        </Button>
      )}
    </Stack>
  )
}
