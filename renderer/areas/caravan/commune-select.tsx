import { Select, type SelectProps } from '@mantine/core'
import { useMemo } from 'react'
import { useCommunes } from '../../queries/names.ts'
import { useText } from '../../text/language.tsx'

type Props = Omit<SelectProps, 'data' | 'value' | 'onChange'> & {
  value: string | null
  onChange: (commune: string | null) => void
}

/** One of the communes that are on the map, found by typing. */
export const CommuneSelect = (props: Props) => {
  const { caravan, words } = useText()
  const communes = useCommunes()
  const data = useMemo(
    () =>
      [...communes.values()]
        .filter(row => row.fields.place)
        .map(row => ({ value: row.id, label: row.fields.name ?? words.unnamed })),
    [communes, words.unnamed]
  )
  return (
    <Select
      data={data}
      searchable
      // the chosen one chosen again stays chosen; only the cross takes it away
      allowDeselect={false}
      nothingFoundMessage={caravan.noSuchCommune}
      comboboxProps={{ withinPortal: true }}
      {...props}
    />
  )
}
