import type * as v from 'valibot'
import type { Place } from './fields.ts'

export type Language = 'en' | 'uk'

/**
 * Who may write an entry of a kind. The whole table of rights is `writer` in each kind's file; what each
 * rule means is decided in one place, shared/record/authority.ts.
 *
 * - `anyone`: no standing needed to begin (a commune begins itself); later puts come from members of what
 *   was begun
 * - `member`: a member of the commune in `commune`; a thing stays its commune's, so later puts come from
 *   members of the commune that created it
 * - `federated-member`: the same, and that commune is in the federation
 * - `any-federated-member`: a member of any commune in the federation, also for later puts by others
 */
export type WriterRule = 'anyone' | 'member' | 'federated-member' | 'any-federated-member'

/** Turns ids and quantities of a row into words; the caller knows the language and the names. */
export interface Speaker {
  name(id: unknown): string
  quantity(amount: unknown, unit: unknown): string
  date(day: unknown): string
  place(place: Place): string
}

export interface Kind<Fields extends v.ObjectEntries = v.ObjectEntries> {
  /** as it stands in `Body.kind` */
  name: string
  sort: 'thing' | 'fact'
  version: number
  writer: WriterRule
  /** `commune`: the body is sealed to the members of the commune in whose name it is written */
  scope: 'federation' | 'commune'
  /**
   * - `kept`: what others' standing hangs on; never forgotten
   * - `forgettable`: its body goes when its author or their commune says so
   * - a number of days: as above, and the app offers it to be forgotten when that old
   */
  retention: 'kept' | 'forgettable' | number
  /** the fields of a whole thing or fact; later puts carry any subset */
  fields: Fields
  /** lifts fields written by version n to n+1; index 0 lifts 1 to 2 */
  steps: readonly ((fields: Record<string, unknown>) => Record<string, unknown>)[]
  /** fields that lists sort and filter by: each gets an index in the read model */
  indexed: readonly string[]
  /** fields that full-text search covers */
  searched: readonly string[]
  /** fields that name blobs (shared/record/blob.ts): one, or a list */
  blobs: readonly string[]
  /** one sentence for the log of what happened */
  sentence: Record<Language, (fields: FieldsOf<Fields>, speaker: Speaker) => string>
}

export type FieldsOf<Fields extends v.ObjectEntries> = Partial<
  v.InferOutput<v.ObjectSchema<Fields, undefined>>
>

type Defaulted = 'steps' | 'version' | 'scope' | 'retention' | 'blobs'

/** Keeps the field types while the kind is put among the others. */
export const defineKind = <Fields extends v.ObjectEntries>(
  kind: Omit<Kind<Fields>, Defaulted> & Partial<Pick<Kind<Fields>, Defaulted>>
): Kind<Fields> => ({
  ...{ version: 1, steps: [], scope: 'federation', retention: 'forgettable', blobs: [] },
  ...kind
})
