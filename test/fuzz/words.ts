import { encode } from 'cborg'
import { bundleDeps } from '../../electron/carry/bundle-deps.ts'
import { FailureError } from '../../shared/errors.ts'
import { decodeCard, encodeCard } from '../../shared/invitation/card.ts'
import { decodeWelcomeHead, encodeWelcomeHead } from '../../shared/invitation/welcome-head.ts'
import { encodeHeader } from '../../shared/record/header-codec.ts'
import { bytesEqual, bytesToId } from '../../shared/record/ids.ts'
import { readEntry } from '../../shared/record/read-entry.ts'
import { verifyRun } from '../../shared/record/verify-run.ts'
import { createFrameReader, frameOf, maxFrameBytes } from '../../shared/replication/frames.ts'
import { encodeMessage, type Message, parseMessage } from '../../shared/replication/messages.ts'
import { runEnds } from '../../shared/replication/run-ends.ts'
import { createSession } from '../../shared/replication/session.ts'
import { createMemoryStore } from '../replication/memory-store.ts'
import { mutateBytes, mutateTree, pick, type Random } from './mutate.ts'
import type { World } from './signed.ts'

const { hashing } = bundleDeps

const refusedAs = (codes: readonly string[], work: () => void): boolean => {
  try {
    work()
    return true
  } catch (error) {
    if (error instanceof FailureError && codes.includes(error.failure.code)) return false
    throw error
  }
}

export const entryCase = (random: Random, world: World): boolean =>
  refusedAs(['entry-bad'], () => {
    const raw = pick(random, world.run(random).entries)
    if (!raw) return
    const entry = readEntry(raw, hashing)
    if (!bytesEqual(encodeHeader(entry.header), raw.header)) throw new Error('a header has two spellings')
  })

export const runCase = (random: Random, world: World): boolean =>
  refusedAs(['run-bad'], () => {
    world.expectSigned(verifyRun(world.run(random), bundleDeps).map(({ id }) => id))
  })

const id = (n: number) => bytesToId(new Uint8Array(32).fill(n)) as never
const heads = [{ seq: 3, id: id(2) }]
const live = { id: new Uint8Array(16), hops: 2, room: 'room', data: new Uint8Array(9) }

const messageOf = (random: Random, world: World): Message => {
  const run = world.run(random)
  const entries = run.entries.map(
    ({ header, signature, body }) => [header, signature, body] as [Uint8Array, Uint8Array, Uint8Array | null]
  )
  return pick<Message>(random, [
    { name: 'prove-federation', version: 2, proofs: [new Uint8Array(32), new Uint8Array(32)] },
    { name: 'prove-device', device: id(1), signature: new Uint8Array(64), nonce: new Uint8Array(16) },
    { name: 'have', have: [{ log: id(1), heads }] },
    { name: 'run', log: run.log, entries },
    { name: 'run', log: run.log, entries },
    { name: 'ack', log: id(1), heads },
    { name: 'lacks', entries: 4 },
    { name: 'ping' },
    { name: 'live-signal', ...live },
    { name: 'live-update', ...live }
  ])
}

const wireOf = (random: Random, world: World): Uint8Array => {
  const message = messageOf(random, world)
  const { name, ...fields } = message
  const how = random(4)
  if (how === 0) return encodeMessage(message)
  if (how === 1) return mutateBytes(encodeMessage(message), random)
  const t = parseMessageNumber(message)
  return encode(mutateTree({ t: how === 2 ? t : random(20), ...fields }, random))
}
const parseMessageNumber = (message: Message): number => {
  // the number stands in the map's first entry: a head, `t`, and a small number
  const bytes = encodeMessage(message)
  return bytes[3] ?? 0
}

export const messageCase = (random: Random, world: World): boolean =>
  parseMessage(wireOf(random, world)) !== null

/** A whole session at the other end of a hostile link: it ends for a reason it knows, and takes what was signed. */
export const linkCase = (random: Random, world: World): boolean => {
  const store = createMemoryStore()
  const ended: string[] = []
  const session = createSession({
    store,
    peer: id(9),
    endsOf: run => runEnds(run, hashing),
    nowMs: () => 0,
    soon: work => work(),
    send: () => undefined,
    end: why => ended.push(why),
    onAppended: () => undefined,
    onCounts: () => undefined,
    onLive: () => undefined
  })
  const reader = createFrameReader(maxFrameBytes, message => session.take(message))
  const frames = Array.from({ length: 1 + random(5) }, () => frameOf(wireOf(random, world)))
  const stream = Buffer.concat(frames)
  const bytes = random(4) === 0 ? mutateBytes(stream, random) : stream
  for (let at = 0, size = 1 + random(900); at < bytes.length; at += size)
    if (!reader.take(bytes.subarray(at, at + size))) break
  world.expectSigned(store.entryIds())
  return ended.length === 0
}

export const cardCase = (random: Random, world: World): boolean => {
  const author = pick(random, world.authors)
  const communeId = author.entries[0]!.id
  const card = encodeCard(
    {
      handle: 'Olha',
      sealRecipient: `age1${'q'.repeat(58)}`,
      commune: random(2) === 0 ? null : { id: communeId, entries: author.run(1, 1 + random(4)).entries }
    },
    author.signing
  )
  if (random(2) === 0) {
    const mutated = mutateBytes(card, random)
    const read = decodeCard(mutated, bundleDeps)
    if (typeof read === 'string') return false
    if (!bytesEqual(mutated, card)) throw new Error('a card that was changed is taken')
    return true
  }
  const device = random(4) === 0 ? world.stranger.publicKey : author.signing.publicKey
  const payload = encode(
    mutateTree({ device, handle: 'Olha', seal: `age1${'q'.repeat(58)}`, commune: null }, random)
  )
  const head = Buffer.alloc(14)
  head.write('chumcard')
  head.writeUInt16BE(1, 8)
  head.writeUInt32BE(payload.length, 10)
  const label = Buffer.from('chumak card v1\0')
  const signature = author.signing.sign(Buffer.concat([label, payload]))
  const read = decodeCard(Buffer.concat([head, payload, signature]), bundleDeps)
  if (typeof read === 'string') return false
  if (read.content.device !== author.log) throw new Error('a card is taken that its device did not sign')
  return true
}

export const welcomeHeadCase = (random: Random): boolean => {
  const bytes32 = new Uint8Array(32).fill(3)
  const secrets = [{ scope: 'federation', key: null, secret: bytes32 }]
  const head = { device: bytes32, federation: bytes32, federationName: 'Salt Road', secrets }
  const bytes =
    random(2) === 0 ? mutateBytes(encodeWelcomeHead(head), random) : encode(mutateTree(head, random))
  return typeof decodeWelcomeHead(bytes) !== 'string'
}
