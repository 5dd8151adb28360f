import { Button, SegmentedControl, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { type RoadReport, type RoadState, reportsToReplace } from '#shared/caravan/roads.ts'
import { DayField } from '../../components/day-field.tsx'
import { today } from '../../components/today.ts'
import { useDraft } from '../../desk/use-draft.ts'
import { PhotoField } from '../../photo/photo-field.tsx'
import { useReportRoad } from '../../queries/photos.ts'
import { useText } from '../../text/language.tsx'
import { CommuneSelect } from './commune-select.tsx'
import { FormPanel } from './form-panel.tsx'

interface Form {
  a: string | null
  b: string | null
  state: RoadState
  seen: string | null
  note: string
  photos?: readonly Uint8Array[]
}

const mostPhotos = 3

/** How a road was found: passable, slow or blocked. What holds of a leg follows from the reports known here. */
export const RoadForm = (props: {
  a?: string
  b?: string
  reports: readonly RoadReport[]
  /** only supposes that it is out; null where there is no route to hold it against */
  onTry: ((a: string, b: string) => void) | null
  onSaved: () => void
  onLeave: () => void
}) => {
  const { caravan, words } = useText()
  const text = caravan.roadForm
  const draft = useDraft<Form>(`road:${props.a ?? ''}:${props.b ?? ''}`, {
    a: props.a ?? null,
    b: props.b ?? null,
    state: 'blocked',
    seen: today(),
    note: '',
    photos: []
  })
  const report = useReportRoad()
  const [tried, setTried] = useState(false)
  if (!draft.ready) return null
  const form = draft.value
  const set = <K extends keyof Form>(field: K, value: Form[K]) =>
    draft.change(before => ({ ...before, [field]: value }))
  // a draft of before there were any has none
  const photos = form.photos ?? []
  const same = form.a !== null && form.a === form.b

  const save = () => {
    setTried(true)
    if (!form.a || !form.b || same || !form.seen) return
    report.mutate(
      {
        photos,
        fields: {
          a: form.a,
          b: form.b,
          state: form.state,
          seen: form.seen,
          note: form.note,
          replaces: reportsToReplace(props.reports, form.a, form.b)
        }
      },
      {
        onSuccess: () => {
          void draft.clear()
          props.onSaved()
        }
      }
    )
  }

  return (
    <FormPanel
      title={text.title}
      hint={text.hint}
      saveLabel={text.report}
      busy={report.isPending}
      error={report.error}
      onSave={save}
      onLeave={() => {
        void draft.clear()
        props.onLeave()
      }}
      extra={
        props.onTry && (
          <Button
            variant="subtle"
            disabled={!form.a || !form.b || same}
            onClick={() => {
              if (!form.a || !form.b) return
              void draft.clear()
              props.onTry?.(form.a, form.b)
            }}
          >
            {text.suppose}
          </Button>
        )
      }
    >
      <CommuneSelect
        label={text.a}
        value={form.a}
        onChange={value => set('a', value)}
        error={tried && !form.a && text.missingCommune}
      />
      <CommuneSelect
        label={text.b}
        value={form.b}
        onChange={value => set('b', value)}
        error={same ? text.same : tried && !form.b && text.missingCommune}
      />
      <Stack gap={4}>
        <Text size="sm" fw={500} id="road-state">
          {text.state}
        </Text>
        <SegmentedControl
          aria-labelledby="road-state"
          data={(['passable', 'slow', 'blocked'] as const).map(value => ({
            value,
            label: words.road[value]
          }))}
          value={form.state}
          onChange={value => set('state', value as RoadState)}
        />
      </Stack>
      <DayField
        label={text.seen}
        value={form.seen}
        onChange={value => set('seen', value)}
        error={tried && !form.seen && text.missingDay}
      />
      <Textarea
        label={text.note}
        placeholder={text.noteExample}
        autosize
        minRows={1}
        maxRows={4}
        value={form.note}
        onChange={event => set('note', event.currentTarget.value)}
      />
      <PhotoField
        value={photos}
        most={mostPhotos}
        onChange={change => draft.change(before => ({ ...before, photos: change(before.photos ?? []) }))}
      />
    </FormPanel>
  )
}
