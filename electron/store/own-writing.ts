import { randomBytes } from 'node:crypto'
import { FailureError } from '#shared/errors.ts'
import { isKindName, kinds } from '#shared/kinds/index.ts'
import { type Act, isSealedScope } from '#shared/record/act.ts'
import { blobsNamed } from '#shared/record/blobs-named.ts'
import type { Body, Entry, EntryId, LogId, Scope, ThingId } from '#shared/record/entry.ts'
import { bytesToId, idToBytes } from '#shared/record/ids.ts'
import { makeEntry } from '#shared/record/make-entry.ts'
import { sealBody } from '#shared/record/sealed-body.ts'
import { noEntry } from '#shared/record/verify-run.ts'
import type { BlobShelf } from './blob-shelf.ts'
import type { HeldKeyring } from './keyring-at-rest.ts'
import { aead, hashing } from './node-crypto.ts'
import { type PutArgs, putBody } from './put-body.ts'
import type { StoredRow } from './read-model.ts'
import type { RecordMemory } from './record-memory.ts'

export interface OwnWritingDeps {
  device: LogId
  keyring: HeldKeyring
  /** ms since 1970 as this machine believes */
  clock: () => number
  memory: RecordMemory
  blobs: BlobShelf
  federation(): ThingId | null
  ownCommune(): ThingId | null
  get(id: string): StoredRow | null
  readAct(entry: Entry): Act
  /** durably and folded, with what `also` does in the same transaction */
  append(entry: Entry, also: () => void): void
}

/** Stands for an entry that is not written yet: greater than every id. */
const noEntryId = '~'

/** What this device says: checked, signed and written to the end of its own log. */
export class OwnWriting {
  constructor(private readonly deps: OwnWritingDeps) {}

  /** With the blobs that the entry names and that are not here yet: both are written, or neither. */
  write(body: Body, scope: Scope = 'federation', blobs: readonly Uint8Array[] = []): Entry {
    this.refuseWhereForked()
    const tip = this.deps.memory.log.logOf(this.deps.device)?.tips[0]
    const place = {
      seq: this.nextSeq(),
      prev: tip ? idToBytes(tip.id)! : noEntry,
      scope,
      claimedAt: this.deps.clock(),
      ...(isSealedScope(scope) && { seal: this.sealing(scope) })
    }
    const entry = makeEntry({ hashing, signing: this.deps.keyring }, place, body)
    const kinds = new Set<string>()
    let written = 0
    this.deps.append(entry, () => {
      written = this.deps.blobs.write(blobs, kinds)
      this.checkBlobs(entry, blobs)
    })
    this.deps.blobs.told(written, kinds)
    return entry
  }

  /** Checks, writes and folds what this device says; answers the row as it stands then. */
  put(args: PutArgs): StoredRow {
    this.refuseWhereForked()
    const { authority } = this.deps.memory.folder
    const find = (thing: ThingId) => {
      const row = this.deps.get(thing)
      const first = row && this.deps.memory.log.find(thing)
      return first ? { first: this.deps.readAct(first.entry), heads: row.heads } : null
    }
    const body = putBody(this.withProof(this.withFirstMember(args)), {
      authority,
      device: this.deps.device,
      ownCommune: this.deps.ownCommune(),
      seq: this.nextSeq(),
      find
    })
    if (body.kind === 'release') this.checkRelease(body)
    const entry = this.write(body, this.scopeOf(body), args.blobs)
    const row = this.deps.get(body.thing ?? entry.id)
    if (!row) throw new Error(`${args.kind} ${entry.id} was written and does not count`)
    return row
  }

  /** What this device writes names blobs that are here, and brings none that it does not name. */
  private checkBlobs(entry: Entry, brought: readonly Uint8Array[]): void {
    const named = blobsNamed(this.deps.readAct(entry))
    const names = new Set<string>(named.map(({ blob }) => blob))
    const refuse = (reason: string) => {
      throw new FailureError('request-bad', { field: 'blobs', reason })
    }
    if (brought.some(bytes => !names.has(bytesToId(hashing.sha256(bytes))))) refuse('one is not named')
    if (named.some(({ blob, bytes }) => this.deps.blobs.get(blob)?.length !== bytes))
      refuse('one is not here')
  }

  /** Whoever pins away the entry by which it was admitted itself would end outside without a word. */
  private checkRelease(body: Body): void {
    const id = noEntryId as EntryId
    const { fields, over = [] } = body
    const place = {
      id,
      thing: id,
      log: this.deps.device,
      seq: this.nextSeq(),
      scope: 'federation',
      claimedAt: 0
    }
    const act: Act = {
      ...place,
      over,
      body,
      kind: kinds.release as unknown as Act['kind'],
      fields,
      content: null
    }
    const acts = [...this.deps.memory.folder.acts(), act]
    const after = this.deps.memory.folder.evaluateWith(acts, this.deps.federation())
    const stays = after.everMembers.get(body.commune!)?.has(this.deps.device)
    if (!stays) throw new FailureError('not-allowed', { reason: 'not-member' })
  }

  /** A thing stays in the scope it began in. */
  private scopeOf(body: Body): Scope {
    const first = body.thing && this.deps.memory.log.find(body.thing)
    if (first) return first.entry.header.scope
    const kind = isKindName(body.kind) ? kinds[body.kind] : null
    return kind?.scope === 'commune' && body.commune !== undefined ? body.commune : 'federation'
  }

  private sealing(scope: Scope): (plain: Uint8Array) => Uint8Array {
    const secret = this.deps.keyring.secretsOf(scope)[0]
    if (!secret) throw new FailureError('not-allowed', { reason: 'no-secret' })
    const place = { log: this.deps.keyring.publicKey, seq: this.nextSeq(), scope }
    return plain => sealBody(aead, secret, randomBytes(12), place, plain)
  }

  /** Two entries at one place of its own log: whatever it writes from there on counts nowhere. */
  private refuseWhereForked(): void {
    if (this.deps.memory.log.forks().has(this.deps.device)) throw new FailureError('device-forked')
  }

  /** Whoever begins a commune is its first member; no screen need say so. */
  private withFirstMember(args: PutArgs): PutArgs {
    if (args.kind !== 'commune' || args.thing !== undefined || 'firstMember' in args.fields) return args
    const { handle, sealRecipient } = this.deps.keyring
    return { ...args, fields: { ...args.fields, firstMember: { handle, sealKey: sealRecipient } } }
  }

  /** A release proves with the entry it pins that it was there. */
  private withProof(args: PutArgs): PutArgs {
    const { device, lastSeq, last } = args.fields
    if (args.kind !== 'release' || last !== undefined || typeof lastSeq !== 'number') return args
    const held = this.deps.memory.log.idAt(device as LogId, lastSeq)
    return held ? { ...args, fields: { ...args.fields, last: held } } : args
  }

  private nextSeq(): number {
    return (this.deps.memory.log.logOf(this.deps.device)?.tips[0]?.seq ?? 0) + 1
  }
}
