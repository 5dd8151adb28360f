import { Combobox, Text, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import type { FoundPlace } from '#shared/contract.ts'
import { usePlaces } from '../queries/places.ts'
import { useText } from '../text/language.tsx'

/** A place by its name, offline. What is typed is only a search; `onChange` gives the one that was chosen. */
export const PlaceField = (props: {
  label: string
  description?: string
  value: FoundPlace | null
  onChange: (place: FoundPlace | null) => void
  near?: { lat: number; lon: number }
  required?: boolean
}) => {
  const { start, errors } = useText()
  const [typed, setTyped] = useState(props.value?.name ?? '')
  const [query] = useDebouncedValue(typed, 150)
  const { data, error } = usePlaces(query, props.near)
  const combobox = useCombobox({
    onDropdownClose: () => combobox.resetSelectedOption(),
    onDropdownOpen: () => combobox.selectFirstOption()
  })
  const places = data ?? []
  const choose = (index: string) => {
    const place = places[Number(index)]
    if (!place) return
    setTyped(place.name)
    props.onChange(place)
    combobox.closeDropdown()
  }
  const asked = query.trim().length >= 2
  return (
    <Combobox store={combobox} onOptionSubmit={choose} withinPortal={false}>
      <Combobox.Target>
        <TextInput
          label={props.label}
          description={props.description}
          required={props.required}
          value={typed}
          autoComplete="off"
          error={error ? errors.byCode[error.failure.code].what(error.failure.detail) : undefined}
          onChange={event => {
            setTyped(event.currentTarget.value)
            if (props.value) props.onChange(null)
            combobox.openDropdown()
            combobox.updateSelectedOptionIndex()
          }}
          onFocus={() => asked && !props.value && combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={!asked || !data}>
        <Combobox.Options mah={260} aria-label={start.federation.placesFound} style={{ overflowY: 'auto' }}>
          {places.map((place, index) => (
            <Combobox.Option
              value={String(index)}
              key={`${place.name}/${place.lat}/${place.lon}`}
              active={props.value === place}
            >
              <Text span>{place.name}</Text>{' '}
              <Text span size="sm" c="dimmed">
                {[place.region, place.country].filter(Boolean).join(', ')}
              </Text>
            </Combobox.Option>
          ))}
          {asked && places.length === 0 && <Combobox.Empty>{start.federation.placeNone}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
