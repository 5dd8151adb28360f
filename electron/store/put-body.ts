import { FailureError } from '#shared/errors.ts'
import { isKindName, kinds } from '#shared/kinds/index.ts'
import type { Kind } from '#shared/kinds/kind.ts'
import type { Act } from '#shared/record/act.ts'
import { type Authority, isAuthorityKind } from '#shared/record/authority.ts'
import { type Body, type EntryId, type LogId, limits, type ThingId } from '#shared/record/entry.ts'
import { type Extent, parseOwnFields } from '#shared/record/kind-fields.ts'
import { homeOf, judge } from '#shared/record/standing.ts'

export interface PutArgs {
  kind: string
  /** the thing to change; absent to begin one, and for facts */
  thing?: string
  /** the entries seen; by default the thing's heads */
  over?: string[]
  /** on whose behalf; by default the device's own commune */
  commune?: string
  fields: Record<string, unknown>
  /** the bytes that the fields name, as far as they are not here yet */
  blobs?: readonly Uint8Array[]
}

/** What stands of the thing that is to be changed. */
export interface Standing {
  first: Act
  heads: readonly ThingId[]
}

export interface Writer {
  authority: Authority
  device: LogId
  /** the commune this device speaks for unless another is named */
  ownCommune: ThingId | null
  /** the `seq` the entry will have */
  seq: number
  /** null where the thing is not there or does not count */
  find(thing: ThingId): Standing | null
}

/**
 * The body of an entry this device is about to write. Throws FailureError `kind-unknown`, `fields-bad`,
 * `thing-unknown`, `request-bad`, or `not-allowed` where the authority rules would set it aside.
 */
export const putBody = (args: PutArgs, writer: Writer): Body => {
  if (!isKindName(args.kind)) throw new FailureError('kind-unknown', { kind: args.kind })
  const kind = kinds[args.kind] as unknown as Kind
  if (args.thing !== undefined && kind.sort === 'fact')
    throw new FailureError('request-bad', { field: 'thing', reason: 'a fact cannot be changed' })
  const standing = args.thing === undefined ? null : standingOf(args.thing as ThingId, kind, writer)
  const fields = ownFields(kind, standing ? 'part' : 'whole', args.fields)
  const home = standing && homeOf(standing.first)
  const commune = communeFor(args, kind, home, writer)
  const reason = judge(writer.authority, {
    log: writer.device,
    seq: writer.seq,
    // whoever has forked writes nothing
    outlivesFork: false,
    rule: kind.writer,
    commune,
    home
  })
  // whoever was released speaks for nobody any more: that is why, and not that no commune was named
  const isOut = reason === 'no-commune' && writer.authority.released.some(one => one.device === writer.device)
  if (reason !== null) throw new FailureError('not-allowed', { reason: isOut ? 'released' : reason })
  const heads = (args.over as EntryId[] | undefined) ?? standing?.heads ?? []
  // whoever speaks about standing says which standing was known; a thing's own heads come first
  const over = isAuthorityKind(kind.name) ? [...new Set([...heads, ...writer.authority.heads])] : heads
  return {
    kind: kind.name,
    version: kind.version,
    ...(commune !== null && { commune }),
    ...(standing && { thing: standing.first.thing }),
    ...(over.length > 0 && { over: over.slice(0, limits.overEntries) as EntryId[] }),
    fields
  }
}

/** Fields about to be written on this device. Throws FailureError `fields-bad` with the field that is off. */
export const ownFields = (kind: Kind, extent: Extent, fields: unknown): Record<string, unknown> => {
  const parsed = parseOwnFields(kind, extent, fields)
  if (parsed.ok) return parsed.fields
  throw new FailureError('fields-bad', { kind: kind.name, field: parsed.field, reason: parsed.reason })
}

const standingOf = (thing: ThingId, kind: Kind, writer: Writer): Standing => {
  const standing = writer.find(thing)
  if (!standing) throw new FailureError('thing-unknown', { id: thing })
  if (standing.first.kind !== kind)
    throw new FailureError('request-bad', { field: 'kind', reason: 'the thing is of another kind' })
  return standing
}

/** A change to a thing speaks for the commune whose it is, where the device is a member there too. */
const communeFor = (args: PutArgs, kind: Kind, home: ThingId | null, writer: Writer): ThingId | null => {
  if (args.commune !== undefined) return args.commune as ThingId
  if (kind.writer === 'anyone' && home === null) return null
  if (home !== null && writer.authority.members.get(home)?.has(writer.device)) return home
  return writer.ownCommune
}
