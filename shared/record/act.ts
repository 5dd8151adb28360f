import { isKindName, kinds } from '../kinds/index.ts'
import type { Kind } from '../kinds/kind.ts'
import { decodeBody } from './body-codec.ts'
import type { Body, Entry, EntryId, LogId, Scope, ThingId } from './entry.ts'
import { type ParsedFields, parseReceivedFields } from './kind-fields.ts'
import type { ContentReason } from './set-aside.ts'

/** An entry as the fold sees it: what it says, and whether that can be understood. */
export interface Act {
  id: EntryId
  log: LogId
  seq: number
  claimedAt: number
  scope: Scope
  /** the thing or fact it belongs to: its own id where it begins one */
  thing: ThingId
  /** entries it saw */
  over: readonly EntryId[]
  /** null where the body could not be read */
  body: Body | null
  /** null where its kind or that version of it is not known */
  kind: Kind | null
  /** lifted and parsed; empty where `content` is set */
  fields: Record<string, unknown>
  /** why it can never count as it is; whether its author had the standing is asked elsewhere */
  content: ContentReason | null
}

const kindNamed = (name: string): Kind | null => (isKindName(name) ? (kinds[name] as unknown as Kind) : null)

const openScopes = new Set(['public', 'federation'])
export const isSealedScope = (scope: Scope): boolean => !openScopes.has(scope)

/** The plain bytes of a sealed body, or null where this device holds no secret that opens it. */
export type OpenSealed = (entry: Entry) => Uint8Array | null

export const readAct = (entry: Entry, openSealed: OpenSealed = () => null): Act => {
  const act = (body: Body | null, kind: Kind | null, content: ContentReason | null, fields = {}): Act => ({
    id: entry.id,
    log: entry.log,
    seq: entry.header.seq,
    claimedAt: entry.header.claimedAt,
    scope: entry.header.scope,
    thing: body?.thing ?? entry.id,
    over: body?.over ?? [],
    body,
    kind,
    fields,
    content
  })
  if (entry.raw.body === null) return act(null, null, 'body-missing')
  const isSealed = isSealedScope(entry.header.scope)
  const plain = isSealed ? openSealed(entry) : entry.raw.body
  if (plain === null) return act(null, null, 'sealed')
  const said = isSealed ? null : entry.said
  const body = said?.body ?? decodeBody(plain)
  if (!body) return act(null, null, 'body-bad')
  const kind = kindNamed(body.kind)
  if (!kind) return act(body, null, 'kind-unknown')
  // what others' standing hangs on must be read by all
  if (kind.retention === 'kept' && isSealedScope(entry.header.scope)) return act(body, null, 'scope-differs')
  if (body.version > kind.version) return act(body, null, 'kind-newer')
  if (body.thing !== undefined && kind.sort === 'fact') return act(body, kind, 'fact-immutable')
  if (said?.parsed) return act(body, kind, null, body.fields)
  const parsed = fieldsOf(kind, body)
  return parsed.ok ? act(body, kind, null, parsed.fields) : act(body, kind, 'fields-bad')
}

const fieldsOf = (kind: Kind, { thing, version, fields }: Body): ParsedFields =>
  parseReceivedFields(kind, thing === undefined ? 'whole' : 'part', version, fields)

/** What its kind makes of a body's fields; null where the kind, or that version of it, is not known. */
export const parsedFieldsOf = (body: Body): ParsedFields | null => {
  const kind = kindNamed(body.kind)
  return kind && body.version <= kind.version ? fieldsOf(kind, body) : null
}
