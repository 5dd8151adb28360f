import { Alert, Button, Checkbox, Group, Stack, Text } from '@mantine/core'
import { IconCheck, IconQrcode } from '@tabler/icons-react'
import { useState } from 'react'
import type { Card } from '#shared/contract.ts'
import { codeTexts } from '#shared/invitation/code-text.ts'
import { CodeInput } from '../../codes/code-input.tsx'
import { ShownCode } from '../../codes/shown-code.tsx'
import { useCollecting } from '../../codes/use-collecting.ts'
import { FailureNote } from '../../components/failure-note.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { chooseOpen, chooseSave } from '../../queries/files.ts'
import {
  type HandedOver,
  useReadCard,
  useStanding,
  useWelcome,
  useWelcomeCode
} from '../../queries/standing.ts'
import { go } from '../../shell/route.ts'
import { useText } from '../../text/language.tsx'
import { Fingerprint } from '../start/fingerprint.tsx'

/** Reads a card, has its digits compared aloud, writes the welcome. */
export const Welcome = () => {
  const { carry, codes, words } = useText()
  const text = carry.people
  const { data: standing } = useStanding()
  const read = useReadCard()
  const welcome = useWelcome()
  const welcomeCode = useWelcomeCode()
  const [card, setCard] = useState<{ given: HandedOver; card: Card } | null>(null)
  const [compared, setCompared] = useState(false)
  const [own, setOwn] = useState(false)
  const [done, setDone] = useState<{ handle: string; path: string } | null>(null)
  const [shown, setShown] = useState<{ handle: string; texts: string[] } | null>(null)
  const [error, setError] = useState<unknown>(null)

  const saying = async (work: () => Promise<void>) => {
    setError(null)
    try {
      await work()
    } catch (failed) {
      setError(failed)
    }
  }
  const take = (given: HandedOver) =>
    saying(async () => {
      setDone(null)
      setShown(null)
      setCompared(false)
      setOwn(false)
      setCard(null)
      setCard({ given, card: await read.mutateAsync(given) })
    })
  const choose = async () => {
    let path: string | null = null
    await saying(async () => {
      path = await chooseOpen(text.chooseCardTitle, 'card')
    })
    if (path) await take(path)
  }
  const takeCode = useCollecting(bytes => void take(bytes))
  const write = () =>
    saying(async () => {
      if (!card) return
      const name = `${card.card.handle.replace(/[^\p{L}\p{N}-]+/gu, '-')}.welcome`
      const path = await chooseSave(text.writeTitle, name, 'welcome')
      if (!path) return
      await welcome.mutateAsync({ card: card.given, path, own })
      setDone({ handle: card.card.handle, path })
      setCard(null)
    })
  const show = () =>
    saying(async () => {
      if (!card) return
      const { handle, bytes } = await welcomeCode.mutateAsync({ card: card.given, own })
      setShown({ handle, texts: codeTexts(bytes) })
      setCard(null)
    })
  if (standing?.commune === null)
    return (
      <Sheet title={text.welcome}>
        <Text size="sm">{text.welcomeNot}</Text>
      </Sheet>
    )
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
          <Button mt="xs" size="xs" onClick={() => go({ area: 'carry', part: 'stick' })}>
            {text.toStick}
          </Button>
        </Alert>
      )}
      {shown && (
        <Stack gap="xs">
          <Text fw={600} role="status">
            {text.done(shown.handle)}
          </Text>
          <Text size="sm">{text.codeNext}</Text>
          <ShownCode texts={shown.texts} label={text.codeFor(shown.handle)} />
        </Stack>
      )}
      <FailureNote error={error} onClose={() => setError(null)} />
      {card && (
        <Stack gap="sm">
          <Text fw={600}>
            {card.card.commune
              ? text.cardCommune(card.card.handle, card.card.commune.name)
              : text.cardMember(card.card.handle, standing?.commune?.name ?? words.unknownCommune)}
          </Text>
          {!card.card.commune && (
            <Checkbox
              label={text.own}
              description={text.ownWhy}
              checked={own}
              onChange={event => {
                setOwn(event.currentTarget.checked)
                // What was said of the digits was said of the other case.
                setCompared(false)
              }}
            />
          )}
          <Fingerprint label={text.fingerprint} digits={card.card.fingerprint} />
          <Checkbox
            label={own ? text.compareOwn : text.compare}
            description={text.compareWhy}
            checked={compared}
            onChange={event => setCompared(event.currentTarget.checked)}
          />
        </Stack>
      )}
      {card && (
        <Group gap="xs">
          <Button onClick={write} disabled={!compared} loading={welcome.isPending}>
            {text.write}
          </Button>
          <Button
            onClick={show}
            disabled={!compared}
            loading={welcomeCode.isPending}
            variant="default"
            leftSection={<IconQrcode size={18} aria-hidden />}
          >
            {text.showCode}
          </Button>
        </Group>
      )}
      <Group gap="xs">
        <Button
          variant={card || done || shown ? 'default' : 'filled'}
          onClick={choose}
          loading={read.isPending}
        >
          {card || done || shown ? text.another : text.chooseCard}
        </Button>
        <CodeInput what={codes.a.card} take={takeCode} />
      </Group>
    </Sheet>
  )
}
