import { Button, NumberInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Row } from '#shared/contract.ts'
import { useDraft } from '../../desk/use-draft.ts'
import { usePut } from '../../queries/rows.ts'
import { useText } from '../../text/language.tsx'
import { changedFields } from './changed-fields.ts'
import { FormPanel } from './form-panel.tsx'

interface Form {
  name: string
  capacityKg: number | ''
  capacityM3: number | ''
  coldM3: number | ''
}

/** A vehicle of the caravan and what it can carry. */
export const VehicleForm = (props: {
  row: Row<'vehicle'> | null
  caravan: string
  onSaved: () => void
  onLeave: () => void
}) => {
  const { row } = props
  const { caravan, words } = useText()
  const text = caravan.vehicleForm
  const draft = useDraft<Form>(row ? `vehicle:${row.id}` : `vehicle:new:${props.caravan}`, {
    name: row?.fields.name ?? '',
    capacityKg: row?.fields.capacityKg ?? '',
    capacityM3: row?.fields.capacityM3 ?? '',
    coldM3: row?.fields.coldM3 ?? ''
  })
  const put = usePut<'vehicle'>()
  const [tried, setTried] = useState(false)
  if (!draft.ready) return null
  const form = draft.value
  const set = <K extends keyof Form>(field: K, value: Form[K]) =>
    draft.change(before => ({ ...before, [field]: value }))
  const number = (value: number | string): number | '' => (typeof value === 'number' ? value : '')

  const save = () => {
    setTried(true)
    if (form.name.trim() === '' || form.capacityKg === '' || form.capacityM3 === '') return
    const fields = {
      name: form.name.trim(),
      capacityKg: form.capacityKg,
      capacityM3: form.capacityM3,
      coldM3: Number(form.coldM3 || 0)
    }
    put.mutate(
      row
        ? { kind: 'vehicle', thing: row.id, fields: changedFields(row, fields) }
        : { kind: 'vehicle', fields: { ...fields, caravan: props.caravan } },
      {
        onSuccess: () => {
          void draft.clear()
          props.onSaved()
        }
      }
    )
  }

  const drop = () => {
    if (!row) return
    put.mutate(
      { kind: 'vehicle', thing: row.id, fields: { dropped: true } },
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
      title={row ? text.editTitle : text.newTitle}
      hint={text.hint}
      contested={!!row && Object.keys(row.contested).length > 0}
      saveLabel={row ? words.act.save : text.add}
      busy={put.isPending}
      error={put.error}
      onSave={save}
      onLeave={() => {
        void draft.clear()
        props.onLeave()
      }}
      extra={
        row && (
          <Button variant="subtle" color="red" onClick={drop}>
            {text.drop}
          </Button>
        )
      }
    >
      <TextInput
        label={text.name}
        placeholder={text.nameExample}
        value={form.name}
        onChange={event => set('name', event.currentTarget.value)}
        error={tried && form.name.trim() === '' && text.missingName}
        maxLength={120}
        autoFocus
      />
      <NumberInput
        label={text.mass}
        suffix={` ${words.measure.kg}`}
        min={0}
        max={1e6}
        value={form.capacityKg}
        onChange={value => set('capacityKg', number(value))}
        error={tried && form.capacityKg === '' && text.missingNumber}
      />
      <NumberInput
        label={text.volume}
        suffix={` ${words.measure.m3}`}
        min={0}
        max={1e5}
        value={form.capacityM3}
        onChange={value => set('capacityM3', number(value))}
        error={tried && form.capacityM3 === '' && text.missingNumber}
      />
      <NumberInput
        label={text.cold}
        suffix={` ${words.measure.m3}`}
        min={0}
        max={1e5}
        value={form.coldM3}
        onChange={value => set('coldM3', number(value))}
      />
    </FormPanel>
  )
}
