import { Button, Group, Table, Text } from '@mantine/core'
import { useState } from 'react'
import type { CommunePeople, Person } from '#shared/contract.ts'
import { Sheet } from '../../components/sheet.tsx'
import { useStanding } from '../../queries/standing.ts'
import { useFormat, useText } from '../../text/language.tsx'
import { Duties } from './duties.tsx'
import { LeaveForm } from './leave-form.tsx'
import { MandateForm } from './mandate-form.tsx'
import { personState } from './person-words.ts'
import { ReleaseForm } from './release-form.tsx'

type Opened = { form: 'release' | 'mandate'; person: Person } | { form: 'leave' } | null

const WhoseLaptop = ({ person: { isThis, own, otherOf } }: { person: Person }) => {
  const { people, words } = useText()
  const whose = isThis
    ? people.thisDevice
    : own
      ? people.ownOther
      : otherOf && people.otherOf(otherOf.handle || words.unnamed)
  return (
    whose && (
      <Text span size="sm" c="dimmed" display="block">
        {whose}
      </Text>
    )
  )
}

/** The people of one's own commune, with all that one member can do. */
export const OwnCommune = ({ commune, may }: { commune: CommunePeople; may: boolean }) => {
  const { people, words } = useText()
  const format = useFormat()
  const { data: standing } = useStanding()
  const [opened, setOpened] = useState<Opened>(null)
  const close = () => setOpened(null)
  const isIn = standing?.state === 'in'
  return (
    <Sheet title={people.own(commune.name)} hint={people.ownHint}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{people.column.who}</Table.Th>
            <Table.Th scope="col">{people.column.state}</Table.Th>
            <Table.Th scope="col">{people.column.duties}</Table.Th>
            <Table.Th scope="col">{people.column.act}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {commune.people.map(person => {
            const who = person.handle || words.unnamed
            return (
              <Table.Tr key={person.device} data-device={person.device}>
                <Table.Th scope="row" style={{ verticalAlign: 'top' }}>
                  {who}
                  <WhoseLaptop person={person} />
                </Table.Th>
                <Table.Td style={{ verticalAlign: 'top' }} maw={280}>
                  {personState(person, people.state, format)}
                </Table.Td>
                <Table.Td style={{ verticalAlign: 'top' }}>
                  <Duties person={person} own={commune.id} may={may && isIn} />
                </Table.Td>
                <Table.Td style={{ verticalAlign: 'top' }}>
                  {may && person.state !== 'released' && (
                    <Group gap="xs">
                      {isIn && person.state !== 'forked' && (
                        <Button
                          size="compact-sm"
                          variant="default"
                          onClick={() => setOpened({ form: 'mandate', person })}
                        >
                          {people.mandate.open(who)}
                        </Button>
                      )}
                      {person.asked?.own === 'other' && <Text size="sm">{people.release.askedByOther}</Text>}
                      {!person.asked?.own && (
                        <Button
                          size="compact-sm"
                          variant="default"
                          onClick={() => setOpened({ form: 'release', person })}
                        >
                          {person.isThis ? `${people.release.self}…` : people.release.open(who)}
                        </Button>
                      )}
                    </Group>
                  )}
                </Table.Td>
              </Table.Tr>
            )
          })}
        </Table.Tbody>
      </Table>
      {commune.more > 0 && <Text c="dimmed">{people.moreRows(commune.more)}</Text>}
      {opened?.form === 'release' && (
        <ReleaseForm
          key={opened.person.device}
          person={opened.person}
          commune={commune.id}
          last={commune.people.filter(({ state }) => state !== 'released' && state !== 'forked').length === 1}
          onLeave={close}
        />
      )}
      {opened?.form === 'mandate' && (
        <MandateForm key={opened.person.device} person={opened.person} commune={commune.id} onLeave={close} />
      )}
      {opened?.form === 'leave' && <LeaveForm commune={commune.name} onLeave={close} />}
      {may && isIn && opened === null && (
        <Group>
          <Button variant="default" size="xs" onClick={() => setOpened({ form: 'leave' })}>
            {people.leave.open(commune.name)}
          </Button>
        </Group>
      )}
    </Sheet>
  )
}
