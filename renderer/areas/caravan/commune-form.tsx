import { Group, NumberInput, Radio, Stack, TagsInput, Text, Textarea, TextInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { FoundPlace, Row, Standing } from '#shared/contract.ts'
import { coarsen, type LatLon } from '#shared/places/place.ts'
import { PlaceField } from '../../components/place-field.tsx'
import { useDraft } from '../../desk/use-draft.ts'
import { put, usePut } from '../../queries/rows.ts'
import { useFormat, useText } from '../../text/language.tsx'
import { changedFields } from './changed-fields.ts'
import { FormPanel } from './form-panel.tsx'

interface Form {
  name: string
  /** `found`: by search, so perhaps far from what the map shows */
  at: { lat: number; lon: number; found?: boolean } | null
  precision: 'coarse' | 'exact'
  people: number | ''
  languages: string[]
  resources: string[]
  note: string
}

/**
 * Puts a commune on the map, by search or click, or changes one's own. A new one begins as this device's and
 * is vouched for at once by one's own commune, so that a caravan can plan with it.
 */
export const CommuneForm = (props: {
  row: Row<'commune'> | null
  standing: Standing
  /** the last click on the map; a new object for each click */
  clicked: LatLon | null
  near?: LatLon
  /** shows where the commune would be; `look`: also where the map does not show it now */
  onPin: (at: LatLon | null, look: boolean) => void
  onSaved: (id: string) => void
  onLeave: () => void
}) => {
  const { row, clicked, onPin } = props
  const { caravan, words } = useText()
  const format = useFormat()
  const text = caravan.communeForm
  const place = row?.fields.place
  const draft = useDraft<Form>(`commune:${row?.id ?? 'new'}`, {
    name: row?.fields.name ?? '',
    at: place ? { lat: place.lat, lon: place.lon } : null,
    precision: place?.precision ?? 'coarse',
    people: row?.fields.people ?? '',
    languages: row?.fields.languages ?? [],
    resources: row?.fields.resources ?? [],
    note: row?.fields.note ?? ''
  })
  const save = usePut<'commune'>()
  /** Begun already, though vouching for it failed: trying again must not begin it twice. */
  const begun = useRef<string | null>(null)
  const [vouching, setVouching] = useState<{ busy: boolean; error: unknown }>({ busy: false, error: null })
  const [tried, setTried] = useState(false)
  const [found, setFound] = useState<FoundPlace | null>(null)
  const { change, ready } = draft
  const form = draft.value
  const { at, precision } = form

  useEffect(() => {
    if (clicked && ready) change(before => ({ ...before, at: { lat: clicked.lat, lon: clicked.lon } }))
  }, [clicked, ready, change])
  useEffect(() => {
    if (ready) onPin(at ? (precision === 'coarse' ? coarsen(at) : at) : null, at?.found === true)
  }, [ready, at, precision, onPin])
  useEffect(() => () => onPin(null, false), [onPin])

  if (!ready) return null
  const set = <K extends keyof Form>(field: K, value: Form[K]) =>
    change(before => ({ ...before, [field]: value }))

  const finish = async (id: string) => {
    begun.current = id
    setVouching({ busy: true, error: null })
    try {
      if (props.standing.state === 'in') await put({ kind: 'vouch', fields: { for: id } })
    } catch (error) {
      setVouching({ busy: false, error })
      return
    }
    setVouching({ busy: false, error: null })
    await draft.clear()
    props.onSaved(id)
  }
  const submit = () => {
    setTried(true)
    if (form.name.trim() === '' || !at) return
    if (begun.current) return void finish(begun.current)
    const fields = {
      name: form.name.trim(),
      place: precision === 'coarse' ? coarsen(at) : { lat: at.lat, lon: at.lon, precision },
      ...(form.people === '' ? {} : { people: form.people }),
      languages: form.languages,
      resources: form.resources,
      note: form.note
    }
    if (row)
      save.mutate(
        { kind: 'commune', thing: row.id, fields: changedFields(row, fields) },
        {
          onSuccess: () => {
            void draft.clear()
            props.onSaved(row.id)
          }
        }
      )
    else save.mutate({ kind: 'commune', fields }, { onSuccess: saved => void finish(saved.id) })
  }

  return (
    <FormPanel
      title={row ? text.editTitle : text.newTitle}
      hint={row ? undefined : text.hint}
      contested={!!row && Object.keys(row.contested).length > 0}
      saveLabel={row ? words.act.save : text.add}
      busy={save.isPending || vouching.busy}
      error={save.error ?? vouching.error}
      onSave={submit}
      onLeave={() => {
        void draft.clear()
        props.onLeave()
      }}
    >
      <PlaceField
        label={text.search}
        description={text.searchHint}
        near={props.near}
        value={found}
        onChange={place => {
          setFound(place)
          if (place === null) return
          change(before => ({
            ...before,
            name: before.name.trim() === '' ? place.name : before.name,
            at: { lat: place.lat, lon: place.lon, found: true }
          }))
        }}
      />
      <Text size="sm" c={tried && !at ? 'error' : 'dimmed'} role={tried && !at ? 'alert' : undefined}>
        {at
          ? text.placed(format.place(precision === 'coarse' ? coarsen(at) : { ...at, precision }))
          : text.notPlaced}
      </Text>
      <TextInput
        label={text.name}
        value={form.name}
        onChange={event => set('name', event.currentTarget.value)}
        error={tried && form.name.trim() === '' && text.missingName}
        maxLength={120}
      />
      <Radio.Group
        label={text.precision}
        value={precision}
        onChange={value => set('precision', value as Form['precision'])}
      >
        <Stack gap={6} mt={4}>
          <Radio value="coarse" label={text.coarse} />
          <Radio value="exact" label={text.exact} />
        </Stack>
      </Radio.Group>
      <Group grow align="flex-start" gap="sm">
        <NumberInput
          label={text.people}
          min={0}
          max={1e6}
          allowDecimal={false}
          value={form.people}
          onChange={value => set('people', typeof value === 'number' ? value : '')}
        />
        <TagsInput
          label={text.languages}
          value={form.languages}
          onChange={value => set('languages', value)}
          maxTags={20}
        />
      </Group>
      <TagsInput
        label={text.resources}
        placeholder={form.resources.length === 0 ? text.resourcesExample : undefined}
        value={form.resources}
        onChange={value => set('resources', value)}
        maxTags={50}
      />
      <Textarea
        label={text.note}
        autosize
        minRows={1}
        maxRows={4}
        value={form.note}
        onChange={event => set('note', event.currentTarget.value)}
      />
    </FormPanel>
  )
}
