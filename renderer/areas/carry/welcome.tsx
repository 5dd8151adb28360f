import { Alert, Button, Checkbox, Group, Stack, Text } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useState } from 'react'
import type { Card } from '#shared/contract.ts'
import { FailureNote } from '../../components/failure-note.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { chooseOpen, chooseSave } from '../../queries/files.ts'
import { useReadCard, useStanding, useWelcome } from '../../queries/standing.ts'
import { go } from '../../shell/route.ts'
import { useText } from '../../text/language.tsx'
import { Fingerprint } from '../start/fingerprint.tsx'

/** Reads a card, has its digits compared aloud, writes the welcome. */
export const Welcome = () => {
  const { carry, words } = useText()
  const text = carry.people
  const { data: standing } = useStanding()
  const read = useReadCard()
  const welcome = useWelcome()
  const [card, setCard] = useState<{ path: string; card: Card } | null>(null)
  const [compared, setCompared] = useState(false)
  const [done, setDone] = useState<{ handle: string; path: string } | null>(null)
  const [error, setError] = useState<unknown>(null)

  const choose = async () => {
    setError(null)
    try {
      const path = await chooseOpen(text.chooseCardTitle, 'card')
      if (!path) return
      setDone(null)
      setCompared(false)
      setCard({ path, card: await read.mutateAsync(path) })
    } catch (failed) {
      setCard(null)
      setError(failed)
    }
  }
  const write = async () => {
    if (!card) return
    setError(null)
    try {
      const name = `${card.card.handle.replace(/[^\p{L}\p{N}-]+/gu, '-')}.welcome`
      const path = await chooseSave(text.writeTitle, name, 'welcome')
      if (!path) return
      await welcome.mutateAsync({ card: card.path, path })
      setDone({ handle: card.card.handle, path })
      setCard(null)
    } catch (failed) {
      setError(failed)
    }
  }
  return (
    <Sheet title={text.welcome} hint={text.welcomeHint}>
      {done && (
        <Alert
          role="status"
          variant="outline"
          color="teal"
          icon={<IconCheck aria-hidden />}
          title={text.done(done.handle)}
        >
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {text.doneNext(done.path)}
          </Text>
          <Button mt="xs" size="xs" variant="default" onClick={() => go({ area: 'carry', part: 'stick' })}>
            {text.toStick}
          </Button>
        </Alert>
      )}
      <FailureNote error={error} onClose={() => setError(null)} />
      {card && (
        <Stack gap="sm">
          <Text fw={600}>
            {card.card.commune
              ? text.cardCommune(card.card.handle, card.card.commune.name)
              : text.cardMember(card.card.handle, standing?.commune?.name ?? words.unknownCommune)}
          </Text>
          <Fingerprint label={text.fingerprint} digits={card.card.fingerprint} />
          <Checkbox
            label={text.compare}
            description={text.compareWhy}
            checked={compared}
            onChange={event => setCompared(event.currentTarget.checked)}
          />
        </Stack>
      )}
      <Group>
        {card && (
          <Button onClick={write} disabled={!compared} loading={welcome.isPending}>
            {text.write}
          </Button>
        )}
        <Button variant={card ? 'default' : 'filled'} onClick={choose} loading={read.isPending}>
          {card || done ? text.another : text.chooseCard}
        </Button>
      </Group>
    </Sheet>
  )
}
