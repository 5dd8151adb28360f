/** Why the authority rules do not let an entry count. Words for each are in renderer/text/. */
export const standingReasons = [
  'forked', // its log has forked, at this entry or before it
  'released', // its author's device was released before it
  'no-commune', // it names no commune on whose behalf it speaks
  'not-member', // its author is no member of that commune
  'no-federation', // this record stands in no federation yet
  'commune-not-in', // that commune is not in the federation yet
  'commune-left', // that commune had left the federation before it
  'thing-unknown', // it changes a thing whose first entry has not come
  'thing-aside' // it changes a thing whose first entry does not count
] as const
export type StandingReason = (typeof standingReasons)[number]

/** Why an entry can never count as it is, whoever wrote it. */
export const contentReasons = [
  'body-missing', // not carried here
  'forgotten', // its author or their commune asked for it to be forgotten
  'body-bad', // no canonical body
  'sealed', // for readers whose key this device lacks
  'kind-unknown', // of a kind this version does not know
  'kind-newer', // of a later version of the kind
  'fields-bad', // its fields are not what the kind asks for
  'fact-immutable', // a put over a fact
  'scope-differs', // a put in another scope than the thing
  'kind-differs' // a put of another kind than the thing
] as const
export type ContentReason = (typeof contentReasons)[number]

/** Why an entry is kept and carried but not folded. */
export type AsideReason = StandingReason | ContentReason
