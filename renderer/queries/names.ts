import { useMemo } from 'react'
import type { Row } from '#shared/contract.ts'
import type { Speaker } from '#shared/kinds/kind.ts'
import { useFormat, useText } from '../text/language.tsx'
import { useRows } from './rows.ts'

/** More communes, caravans or assemblies than this a season does not see; the keeper allows no more. */
const most = 10_000

/** All communes by id. Empty while they are on the way. */
export const useCommunes = (): ReadonlyMap<string, Row<'commune'>> => {
  const { data } = useRows({ kind: 'commune', sort: { field: 'name' }, limit: most })
  return useMemo(() => new Map(data?.rows.map(row => [row.id, row])), [data])
}

/** Names an id: commune, caravan, assembly, vehicle, or a device by its handle. */
export const useNames = (): ((id: string | null | undefined) => string) => {
  const { words } = useText()
  const communes = useCommunes()
  const { data: caravans } = useRows({ kind: 'caravan', limit: most })
  const { data: assemblies } = useRows({ kind: 'assembly', limit: most })
  const { data: admits } = useRows({ kind: 'admit', limit: most })
  const byId = useMemo(() => {
    const names = new Map<string, string>()
    for (const row of communes.values()) {
      if (row.fields.firstMember) names.set(row.author, row.fields.firstMember.handle)
      if (row.fields.name) names.set(row.id, row.fields.name)
    }
    for (const row of caravans?.rows ?? []) if (row.fields.name) names.set(row.id, row.fields.name)
    for (const row of assemblies?.rows ?? []) if (row.fields.name) names.set(row.id, row.fields.name)
    for (const { fields } of admits?.rows ?? [])
      if (fields.device && fields.handle) names.set(fields.device, fields.handle)
    return names
  }, [communes, caravans, assemblies, admits])
  return useMemo(
    () => id => (id ? (byId.get(id) ?? words.unknownCommune) : words.none),
    [byId, words.unknownCommune, words.none]
  )
}

/** For the kinds' sentences: `kinds.offer.sentence[format.language](row.fields, speaker)`. */
export const useSpeaker = (): Speaker => {
  const nameOf = useNames()
  const format = useFormat()
  return useMemo(
    () => ({
      name: id => nameOf(typeof id === 'string' ? id : null),
      quantity: (amount, unit) => format.quantity(Number(amount ?? 0), String(unit ?? '')),
      date: day => format.day(String(day ?? '')),
      place: place => format.place(place)
    }),
    [nameOf, format]
  )
}
