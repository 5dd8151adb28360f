import { Select } from '@mantine/core'
import { useViewSetting } from '../../desk/use-draft.ts'
import { usePhotosHeld } from '../../queries/photos.ts'
import { useFormat, useText } from '../../text/language.tsx'

/** Bytes of photos that may go along; null is all of them. */
type Limit = number | null

const limits: readonly Limit[] = [0, 10_000_000, 50_000_000, 200_000_000, null]
const nameOf = (limit: Limit): string => (limit === null ? 'all' : String(limit))

export interface PhotosAlong {
  limit: Limit
  change(limit: Limit): void
  /** what those that may go along need at most */
  needBytes: number
}

/** How many photos somebody lets go along, as they last chose it. */
export const usePhotosAlong = (): PhotosAlong => {
  const [limit, change] = useViewSetting<Limit>('carry:photos', null)
  const { data } = usePhotosHeld()
  return { limit, change, needBytes: Math.min(limit ?? Number.POSITIVE_INFINITY, data?.bytes ?? 0) }
}

/** Nothing where no photo is held. */
export const PhotosAlongField = ({ value }: { value: PhotosAlong }) => {
  const { carry: text } = useText().photos
  const format = useFormat()
  const { data: held } = usePhotosHeld()
  if (!held || held.count === 0) return null
  const labelOf = (limit: Limit) => {
    if (limit === null) return text.all
    return limit === 0 ? text.none : text.upTo(format.bytes(limit))
  }
  return (
    <Select
      label={text.along}
      description={text.held(held.count, format.bytes(held.bytes))}
      data={limits.map(limit => ({ value: nameOf(limit), label: labelOf(limit) }))}
      value={nameOf(value.limit)}
      onChange={name => value.change(limits.find(limit => nameOf(limit) === name) ?? null)}
      allowDeselect={false}
    />
  )
}
