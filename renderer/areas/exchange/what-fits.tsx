import { Badge, Button, Group, Paper, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { Proposal } from '#shared/exchange/propose-matches.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureNote } from '../../components/failure-note.tsx'
import { useProposals } from '../../queries/exchange.ts'
import { useNames } from '../../queries/names.ts'
import { usePut } from '../../queries/rows.ts'
import { useFormat, useText } from '../../text/language.tsx'
import { today } from './calendar.ts'

/** What could go from whom to whom. A promise is a committed match: the planner carries it. */
export const WhatFits = ({ may }: { may: boolean }) => {
  const { exchange, words } = useText()
  const format = useFormat()
  const nameOf = useNames()
  const proposals = useProposals(today())
  const put = usePut<'match'>()
  const [said, setSaid] = useState('')

  const promise = (proposal: Proposal, state: 'committed' | 'tentative') => {
    const { offer, need, from, to, quantity, massKg, volumeM3 } = proposal
    put.mutate(
      { kind: 'match', fields: { offer, need, from, to, quantity, massKg, volumeM3, state } },
      {
        onSuccess: () =>
          setSaid(state === 'committed' ? exchange.fits.promisedNow(proposal.good, nameOf(to)) : '')
      }
    )
  }

  if (proposals.data?.length === 0)
    return (
      <Stack>
        <Text role="status">{said}</Text>
        <EmptyState title={exchange.tabs.fits} hint={exchange.none.fits} />
      </Stack>
    )
  return (
    <Stack gap="sm" style={{ overflowY: 'auto' }}>
      <Text c="dimmed">{exchange.fits.lead}</Text>
      <Text role="status" fw={600}>
        {said}
      </Text>
      <FailureNote error={proposals.error ?? put.error} />
      <Stack component="ul" gap="xs" p={0} m={0} style={{ listStyle: 'none' }}>
        {proposals.data?.map(proposal => (
          <Paper component="li" withBorder p="sm" key={proposal.offer + proposal.need}>
            <Group justify="space-between" wrap="nowrap" gap="md">
              <Stack gap={2} style={{ minWidth: 0 }}>
                <Text fw={600}>
                  {exchange.fits.line(
                    proposal.good,
                    format.quantity(proposal.quantity, proposal.unit),
                    nameOf(proposal.from),
                    nameOf(proposal.to)
                  )}
                </Text>
                <Group gap="xs">
                  <Text size="sm" c="dimmed">
                    {format.mass(proposal.massKg)}
                    {proposal.before ? `, ${exchange.fits.before(format.dayYear(proposal.before))}` : ''}
                  </Text>
                  <Badge variant={proposal.urgency === 'urgent' ? 'outline' : 'default'}>
                    {words.urgency[proposal.urgency]}
                  </Badge>
                </Group>
              </Stack>
              <Group gap="xs" wrap="nowrap">
                <Button
                  size="sm"
                  disabled={!may || put.isPending}
                  aria-label={exchange.fits.promiseLabel(proposal.good, nameOf(proposal.to))}
                  onClick={() => promise(proposal, 'committed')}
                >
                  {exchange.fits.promise}
                </Button>
                <Button
                  size="sm"
                  variant="default"
                  disabled={!may || put.isPending}
                  aria-label={exchange.fits.keepLabel(proposal.good, nameOf(proposal.to))}
                  onClick={() => promise(proposal, 'tentative')}
                >
                  {exchange.fits.keepInMind}
                </Button>
              </Group>
            </Group>
          </Paper>
        ))}
      </Stack>
    </Stack>
  )
}
