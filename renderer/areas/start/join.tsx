import { Button, Group, Radio, Stack, Text, TextInput } from '@mantine/core'
import { IconQrcode } from '@tabler/icons-react'
import { useState } from 'react'
import type { Card, FoundPlace, Standing } from '#shared/contract.ts'
import { codeTexts } from '#shared/invitation/code-text.ts'
import { CodeInput } from '../../codes/code-input.tsx'
import { ShownCode } from '../../codes/shown-code.tsx'
import { useCollecting } from '../../codes/use-collecting.ts'
import { FailureNote } from '../../components/failure-note.tsx'
import { PlaceField } from '../../components/place-field.tsx'
import { ProgressLine } from '../../components/progress-line.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { useDraft } from '../../desk/use-draft.ts'
import { chooseOpen, chooseSave } from '../../queries/files.ts'
import { useJob } from '../../queries/job.ts'
import { type HandedOver, useCardCode, useJoin, useMakeCard } from '../../queries/standing.ts'
import { useText } from '../../text/language.tsx'
import { Fingerprint } from './fingerprint.tsx'
import { StartFrame } from './start-frame.tsx'

interface Form {
  as: 'member' | 'commune'
  commune: string
  place: FoundPlace | null
  /** what was made, so that the digits are still here after the window was closed */
  card: Card | null
  path: string | null
}
const empty: Form = { as: 'member', commune: '', place: null, card: null, path: null }

const fileName = (handle: string) => `${handle.replace(/[^\p{L}\p{N}-]+/gu, '-')}.card`

/** Card out, welcome back. */
export const Join = ({ standing, onBack }: { standing: Standing; onBack: () => void }) => {
  const { codes, start, words } = useText()
  const text = start.join
  const draft = useDraft('join', empty)
  const form = draft.value
  const set = (part: Partial<Form>) => draft.change(before => ({ ...before, ...part }))
  const make = useMakeCard()
  const makeCode = useCardCode()
  const join = useJoin()
  const [texts, setTexts] = useState<string[] | null>(null)
  const { progress, run, cancel } = useJob()
  const [dialogError, setDialogError] = useState<unknown>(null)
  const ready = form.as === 'member' || (form.commune.trim() !== '' && form.place !== null)

  const commune =
    form.as === 'commune' && form.place
      ? {
          name: form.commune.trim(),
          place: { lat: form.place.lat, lon: form.place.lon, precision: 'coarse' as const }
        }
      : undefined
  const saying = async (work: () => Promise<void>) => {
    setDialogError(null)
    try {
      await work()
    } catch (error) {
      setDialogError(error)
    }
  }
  const makeCard = () =>
    saying(async () => {
      const path = await chooseSave(start.choose.card, fileName(standing.handle), 'card')
      if (!path) return
      const card = await make.mutateAsync({ path, commune })
      set({ card, path })
    })
  const showCard = () =>
    saying(async () => {
      const { bytes, ...card } = await makeCode.mutateAsync({ commune })
      set({ card })
      setTexts(codeTexts(bytes))
    })
  const takeWelcome = (welcome: HandedOver) =>
    saying(async () => {
      await run(job => join.mutateAsync({ welcome, job }))
      await draft.clear()
    })
  const openWelcome = async () => {
    let path: string | null = null
    await saying(async () => {
      path = await chooseOpen(start.choose.welcome, 'welcome')
    })
    if (path) await takeWelcome(path)
  }
  const takeCode = useCollecting(bytes => void takeWelcome(bytes))
  if (!draft.ready) return null
  // in a federation already and waiting: this key is new, and its card is not made yet
  const made = form.card !== null || (standing.state === 'waiting' && standing.federation === null)
  return (
    <StartFrame title={text.title}>
      <Sheet title={text.step1} hint={text.step1Text}>
        <Radio.Group
          label={text.asWho}
          value={form.as}
          onChange={as => set({ as: as === 'commune' ? as : 'member' })}
        >
          <Stack gap={6} mt={6}>
            <Radio value="member" label={text.asMember} />
            <Radio value="commune" label={text.asCommune} />
          </Stack>
        </Radio.Group>
        {form.as === 'commune' && (
          <>
            <TextInput
              label={start.federation.commune}
              value={form.commune}
              onChange={event => set({ commune: event.currentTarget.value })}
              maxLength={120}
              required
            />
            <PlaceField
              label={start.federation.place}
              description={start.federation.placeHint}
              value={form.place}
              onChange={place => set({ place })}
              required
            />
            <Text size="sm" c="dimmed">
              {start.federation.coarse}
            </Text>
          </>
        )}
        <Group>
          <Button
            onClick={makeCard}
            loading={make.isPending}
            disabled={!ready}
            variant={made ? 'default' : 'filled'}
          >
            {made ? text.makeAgain : text.makeCard}
          </Button>
          <Button
            onClick={showCard}
            loading={makeCode.isPending}
            disabled={!ready}
            variant="default"
            leftSection={<IconQrcode size={18} aria-hidden />}
          >
            {text.showCard}
          </Button>
          <Button variant="default" onClick={onBack}>
            {words.act.back}
          </Button>
        </Group>
      </Sheet>
      <FailureNote error={dialogError} onClose={() => setDialogError(null)} />
      {made && (
        <>
          <Sheet title={text.step2} hint={text.step2Text}>
            {texts && form.card ? (
              <ShownCode texts={texts} label={text.codeOf(form.card.handle)}>
                <Fingerprint label={text.fingerprint} digits={form.card.fingerprint} />
              </ShownCode>
            ) : (
              form.card && <Fingerprint label={text.fingerprint} digits={form.card.fingerprint} />
            )}
            {form.path && (
              <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
                {text.saved(form.path)}
              </Text>
            )}
          </Sheet>
          <Sheet title={text.step3} hint={text.step3Text}>
            {progress ? (
              <ProgressLine label={text.working} {...progress} onCancel={cancel} />
            ) : (
              <Group gap="xs">
                <Button onClick={openWelcome}>{text.openWelcome}</Button>
                <CodeInput what={codes.a.welcome} take={takeCode} />
              </Group>
            )}
          </Sheet>
        </>
      )}
    </StartFrame>
  )
}
