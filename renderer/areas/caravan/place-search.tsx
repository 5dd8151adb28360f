import { Combobox, Loader, Text, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import type { FoundPlace } from '#shared/contract.ts'
import type { LatLon } from '#shared/places/place.ts'
import { usePlaces } from '../../queries/places.ts'
import { useText } from '../../text/language.tsx'

/** A place found by its name, without any network. */
export const PlaceSearch = (props: { near?: LatLon; onFound: (place: FoundPlace) => void }) => {
  const { caravan } = useText()
  const text = caravan.communeForm
  const [typed, setTyped] = useState('')
  const [query] = useDebouncedValue(typed, 150)
  const found = usePlaces(query, props.near)
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const places = query.trim().length >= 2 ? (found.data ?? []) : []
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={value => {
        const place = places[Number(value)]
        if (!place) return
        props.onFound(place)
        setTyped(place.name)
        combobox.closeDropdown()
      }}
    >
      <Combobox.Target>
        <TextInput
          label={text.search}
          description={text.searchHint}
          value={typed}
          rightSection={found.isFetching ? <Loader size="xs" /> : null}
          onChange={event => {
            setTyped(event.currentTarget.value)
            combobox.openDropdown()
            combobox.updateSelectedOptionIndex()
          }}
          onFocus={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={query.trim().length < 2}>
        <Combobox.Options mah={260} style={{ overflowY: 'auto' }} aria-label={text.search}>
          {places.length === 0 && !found.isFetching && <Combobox.Empty>{text.nothingFound}</Combobox.Empty>}
          {places.map((place, i) => (
            <Combobox.Option key={`${place.name} ${place.lat} ${place.lon}`} value={String(i)}>
              <Text size="sm">{place.name}</Text>
              <Text size="xs" c="dimmed">
                {[place.region, place.country].filter(Boolean).join(', ')}
              </Text>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
