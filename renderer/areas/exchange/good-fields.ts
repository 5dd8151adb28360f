import type { PartialFieldsOfKind } from '#shared/kinds/index.ts'

/** The two lists of goods, and the field of each that says until when. */
export type GoodKind = 'offer' | 'need'
export const dayField = { offer: 'bestBefore', need: 'neededBy' } as const

type Category = NonNullable<PartialFieldsOfKind<'offer'>['category']>
type Keep = NonNullable<PartialFieldsOfKind<'offer'>['keep']>
type Urgency = NonNullable<PartialFieldsOfKind<'need'>['urgency']>

/** A form being filled: numbers may still be empty. Plain data, so that it can lie on the desk. */
export interface GoodForm {
  good: string
  category: Category
  quantity: number | ''
  unit: string
  massKg: number | ''
  volumeM3: number | ''
  day: string | null
  keep: Keep
  urgency: Urgency
  /** of an offer: hours from loading to unloading that it stands */
  longestOnWayH: number | ''
  lot: string
  note: string
  closed: boolean
}

export const emptyGood: GoodForm = {
  good: '',
  category: 'vegetables',
  quantity: '',
  unit: 'kg',
  massKg: '',
  volumeM3: '',
  day: null,
  keep: 'plain',
  urgency: 'whenever',
  longestOnWayH: '',
  lot: '',
  note: '',
  closed: false
}

export type GoodFields = PartialFieldsOfKind<'offer'> & PartialFieldsOfKind<'need'>

export const fieldsToForm = (kind: GoodKind, fields: GoodFields): GoodForm => ({
  good: fields.good ?? '',
  category: fields.category ?? emptyGood.category,
  quantity: fields.quantity ?? '',
  unit: fields.unit ?? 'kg',
  massKg: fields.massKg ?? '',
  volumeM3: fields.volumeM3 ?? '',
  day: fields[dayField[kind]] ?? null,
  keep: fields.keep ?? 'plain',
  urgency: fields.urgency ?? 'whenever',
  longestOnWayH: fields.longestOnWayH ?? '',
  lot: fields.lot ?? '',
  note: fields.note ?? '',
  closed: fields.closed ?? false
})

/** What is missing before it can be saved, by field. */
export const missingInForm = (form: GoodForm): Partial<Record<'good' | 'quantity' | 'massKg', true>> => ({
  ...(form.good.trim() === '' ? { good: true } : {}),
  ...(isAboveZero(form.quantity) ? {} : { quantity: true }),
  ...(isAboveZero(massOf(form)) ? {} : { massKg: true })
})

const isAboveZero = (value: number | ''): boolean => typeof value === 'number' && value > 0

/** Goods counted in kilograms need not be weighed twice. */
const massOf = (form: GoodForm): number | '' =>
  form.unit === 'kg' && form.massKg === '' ? form.quantity : form.massKg

export const formToFields = (kind: GoodKind, form: GoodForm): GoodFields => ({
  good: form.good.trim(),
  category: form.category,
  quantity: Number(form.quantity),
  unit: form.unit.trim() || 'kg',
  massKg: Number(massOf(form)),
  volumeM3: Number(form.volumeM3 || 0),
  keep: form.keep,
  note: form.note,
  closed: form.closed,
  ...(kind === 'offer'
    ? {
        bestBefore: form.day,
        // An older form on the desk does not have it.
        longestOnWayH: form.longestOnWayH || null,
        lot: form.lot.trim() || undefined
      }
    : { neededBy: form.day, urgency: form.urgency })
})

/** Only what differs from what the record holds: a put carries no more than it changes. */
export const changedFields = (before: GoodFields, after: GoodFields): GoodFields =>
  Object.fromEntries(
    Object.entries(after).filter(
      ([key, value]) => value !== undefined && value !== (before as Record<string, unknown>)[key]
    )
  ) as GoodFields
