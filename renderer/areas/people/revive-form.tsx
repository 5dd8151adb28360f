import { Button, Checkbox, Group, Text } from '@mantine/core'
import { useState } from 'react'
import type { Card, CommunePeople } from '#shared/contract.ts'
import { FailureNote } from '../../components/failure-note.tsx'
import { chooseOpen, chooseSave } from '../../queries/files.ts'
import { useRevive } from '../../queries/people.ts'
import { useReadCard } from '../../queries/standing.ts'
import { useText } from '../../text/language.tsx'
import { Fingerprint } from '../start/fingerprint.tsx'
import { FormSheet } from './form-sheet.tsx'

/** Vouches for the card of whoever is to speak for a commune that nobody is left of. */
export const ReviveForm = ({ commune, onLeave }: { commune: CommunePeople; onLeave: () => void }) => {
  const { carry, people, words } = useText()
  const text = people.revive
  const read = useReadCard()
  const revive = useRevive()
  const [card, setCard] = useState<{ path: string; card: Card } | null>(null)
  const [compared, setCompared] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const saying = async (work: () => Promise<void>) => {
    setError(null)
    try {
      await work()
    } catch (failed) {
      setError(failed)
    }
  }
  const choose = () =>
    saying(async () => {
      const path = await chooseOpen(carry.people.chooseCardTitle, 'card')
      if (!path) return
      setCompared(false)
      setCard({ path, card: await read.mutateAsync(path) })
    })
  const vouch = () =>
    saying(async () => {
      if (!card) return
      const name = `${card.card.handle.replace(/[^\p{L}\p{N}-]+/gu, '-')}.welcome`
      const path = await chooseSave(carry.people.writeTitle, name, 'welcome')
      if (path) await revive.mutateAsync({ commune: commune.id, card: card.path, path })
    })
  const done = revive.data
  return (
    <FormSheet title={text.open(commune.name)} hint={text.hint(commune.name)}>
      {done && (
        <Text role="status" fw={600}>
          {done.revived ? text.done(done.card.handle, commune.name) : text.asked(done.more)}
        </Text>
      )}
      {card && !done && (
        <>
          <Text fw={600}>{carry.people.cardMember(card.card.handle, commune.name)}</Text>
          <Fingerprint label={carry.people.fingerprint} digits={card.card.fingerprint} />
          <Checkbox
            label={carry.people.compare}
            description={carry.people.compareWhy}
            checked={compared}
            onChange={event => setCompared(event.currentTarget.checked)}
          />
        </>
      )}
      <FailureNote error={error} onClose={() => setError(null)} />
      <Group gap="xs">
        {card && !done && (
          <Button onClick={vouch} disabled={!compared} loading={revive.isPending}>
            {text.vouch}
          </Button>
        )}
        {!done && (
          <Button variant={card ? 'default' : 'filled'} onClick={choose} loading={read.isPending}>
            {text.do}
          </Button>
        )}
        <Button variant="subtle" onClick={onLeave}>
          {words.act.close}
        </Button>
      </Group>
    </FormSheet>
  )
}
