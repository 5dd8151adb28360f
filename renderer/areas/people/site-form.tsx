import { Button, Group, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { FoundPlace, Row } from '#shared/contract.ts'
import { FailureNote } from '../../components/failure-note.tsx'
import { PlaceField } from '../../components/place-field.tsx'
import { useDraft } from '../../desk/use-draft.ts'
import { usePut } from '../../queries/rows.ts'
import { useText } from '../../text/language.tsx'
import { FormSheet } from './form-sheet.tsx'
import { parseDegrees } from './parse-degrees.ts'

interface Form {
  name: string
  at: string
  note: string
}

const degrees = (place: { lat: number; lon: number } | undefined): string =>
  place ? `${place.lat}, ${place.lon}` : ''

/** Writes down an exact place, or changes one. */
export const SiteForm = (props: { row: Row<'site'> | null; commune: string; onLeave: () => void }) => {
  const { row, commune, onLeave } = props
  const { people, words } = useText()
  const text = people.site
  const draft = useDraft<Form>(`site:${row?.id ?? 'new'}`, {
    name: row?.fields.name ?? '',
    at: degrees(row?.fields.place),
    note: row?.fields.note ?? ''
  })
  const [found, setFound] = useState<FoundPlace | null>(null)
  const [tried, setTried] = useState(false)
  const put = usePut<'site'>()
  const form = draft.value
  const set = (part: Partial<Form>) => draft.change(before => ({ ...before, ...part }))
  const at = parseDegrees(form.at)
  const save = () => {
    setTried(true)
    if (!form.name.trim() || !at) return
    const fields = {
      name: form.name.trim(),
      place: { ...at, precision: 'exact' as const },
      note: form.note.trim()
    }
    put.mutate(
      { kind: 'site', commune, ...(row && { thing: row.id }), fields },
      {
        onSuccess: () => {
          void draft.clear()
          onLeave()
        }
      }
    )
  }
  if (!draft.ready) return null
  return (
    <FormSheet title={row ? text.edit(row.fields.name ?? '') : text.add} onSave={save}>
      <TextInput
        label={text.name}
        value={form.name}
        maxLength={120}
        error={tried && !form.name.trim() && text.missing}
        onChange={event => set({ name: event.currentTarget.value })}
      />
      <PlaceField
        label={`${text.find} (${words.optional})`}
        value={found}
        onChange={place => {
          setFound(place)
          if (place) set({ at: degrees(place) })
        }}
      />
      <TextInput
        label={text.at}
        description={text.atHint}
        value={form.at}
        maxLength={60}
        error={tried && !at && text.atBad}
        onChange={event => set({ at: event.currentTarget.value })}
      />
      <Textarea
        label={`${text.note} (${words.optional})`}
        autosize
        minRows={1}
        maxRows={4}
        maxLength={20_000}
        value={form.note}
        onChange={event => set({ note: event.currentTarget.value })}
      />
      <FailureNote error={put.error} onClose={() => put.reset()} />
      <Group gap="xs">
        <Button type="submit" loading={put.isPending}>
          {words.act.save}
        </Button>
        <Button
          variant="default"
          onClick={() => {
            void draft.clear()
            onLeave()
          }}
        >
          {words.act.cancel}
        </Button>
      </Group>
    </FormSheet>
  )
}
