import { Button, Group, Text, Textarea, TextInput } from '@mantine/core'
import { IconMapPin } from '@tabler/icons-react'
import type { FormEvent } from 'react'
import type { FoundPlace } from '#shared/contract.ts'
import { FailureNote } from '../../components/failure-note.tsx'
import { PlaceField } from '../../components/place-field.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { useDraft } from '../../desk/use-draft.ts'
import { useBeginFederation } from '../../queries/standing.ts'
import { useText } from '../../text/language.tsx'
import { StartFrame } from './start-frame.tsx'

interface Form {
  federation: string
  commune: string
  covenant: string
  place: FoundPlace | null
}
const empty: Form = { federation: '', commune: '', covenant: '', place: null }

/** The first commune of a new federation, at a coarse place. */
export const BeginFederation = ({ onBack }: { onBack: () => void }) => {
  const { start, words } = useText()
  const text = start.federation
  const begin = useBeginFederation()
  const draft = useDraft('begin-federation', empty)
  const form = draft.value
  const set = (part: Partial<Form>) => draft.change(before => ({ ...before, ...part }))
  const ready = form.federation.trim() !== '' && form.commune.trim() !== '' && form.place !== null

  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { place } = form
    if (!ready || !place) return
    begin.mutate(
      {
        federation: form.federation.trim(),
        commune: form.commune.trim(),
        covenant: form.covenant.trim() === '' ? undefined : form.covenant.trim(),
        place: { lat: place.lat, lon: place.lon, precision: 'coarse' }
      },
      { onSuccess: () => void draft.clear() }
    )
  }
  if (!draft.ready) return null
  return (
    <StartFrame title={text.title}>
      <form onSubmit={submit}>
        <Sheet>
          <TextInput
            label={text.name}
            placeholder={text.nameExample}
            value={form.federation}
            onChange={event => set({ federation: event.currentTarget.value })}
            maxLength={120}
            required
          />
          <TextInput
            label={text.commune}
            value={form.commune}
            onChange={event => set({ commune: event.currentTarget.value })}
            maxLength={120}
            required
          />
          <PlaceField
            label={text.place}
            description={text.placeHint}
            value={form.place}
            onChange={place => set({ place })}
            required
          />
          <Group gap={6} wrap="nowrap" align="flex-start">
            <IconMapPin size={18} aria-hidden style={{ flex: 'none', marginTop: 2 }} />
            <Text size="sm" c="dimmed">
              {text.coarse}
            </Text>
          </Group>
          <Textarea
            label={`${text.covenant} (${words.optional})`}
            description={text.covenantHint}
            value={form.covenant}
            onChange={event => set({ covenant: event.currentTarget.value })}
            maxLength={20_000}
            autosize
            minRows={3}
            maxRows={10}
          />
          <FailureNote error={begin.error} />
          <Group>
            <Button type="submit" size="md" disabled={!ready} loading={begin.isPending}>
              {text.button}
            </Button>
            <Button variant="default" size="md" onClick={onBack}>
              {words.act.back}
            </Button>
          </Group>
        </Sheet>
      </form>
    </StartFrame>
  )
}
