import type * as v from 'valibot'
import { admit } from './admit.ts'
import { assembly } from './assembly.ts'
import { caravan } from './caravan.ts'
import { commune } from './commune.ts'
import { docUpdate } from './doc-update.ts'
import { federation } from './federation.ts'
import { forget } from './forget.ts'
import { item } from './item.ts'
import { key } from './key.ts'
import type { FieldsOf, Kind } from './kind.ts'
import { leave } from './leave.ts'
import { mandate } from './mandate.ts'
import { match } from './match.ts'
import { need } from './need.ts'
import { offer } from './offer.ts'
import { plan } from './plan.ts'
import { recall } from './recall.ts'
import { release } from './release.ts'
import { roadReport } from './road-report.ts'
import { site } from './site.ts'
import { stop } from './stop.ts'
import { vehicle } from './vehicle.ts'
import { vouch } from './vouch.ts'

/** Every kind of record this version folds. Others are kept and carried. */
export const kinds = {
  federation,
  commune,
  admit,
  vouch,
  release,
  leave,
  mandate,
  recall,
  key,
  forget,
  site,
  offer,
  need,
  match,
  caravan,
  vehicle,
  stop,
  'road-report': roadReport,
  plan,
  assembly,
  item,
  'doc.update': docUpdate
}

export type KindName = keyof typeof kinds
type Whole<T> = T extends Kind<infer F> ? v.InferOutput<v.ObjectSchema<F, undefined>> : never
type Partly<T> = T extends Kind<infer F> ? FieldsOf<F> : never

/** The fields of a whole thing or fact; of several kinds, the union of theirs. */
export type FieldsOfKind<K extends KindName> = Whole<(typeof kinds)[K]>
/** The same with any of them left out, as puts and rows have them. */
export type PartialFieldsOfKind<K extends KindName> = Partly<(typeof kinds)[K]>

export const isKindName = (name: string): name is KindName => Object.hasOwn(kinds, name)
