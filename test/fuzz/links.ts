/** What comes over a link: frames, messages, and whole sessions that end in a real record. */
import { encode } from 'cborg'
import { bundleDeps } from '../../electron/carry/bundle-deps.ts'
import { bytesToId } from '../../shared/record/ids.ts'
import { createFrameReader, frameOf, maxFrameBytes } from '../../shared/replication/frames.ts'
import {
  encodeMessage,
  type Message,
  messageLimits,
  parseMessage
} from '../../shared/replication/messages.ts'
import { runEnds } from '../../shared/replication/run-ends.ts'
import { createSession, type LiveMessage } from '../../shared/replication/session.ts'
import { bounded } from './allocation.ts'
import { pick, type Random } from './draw.ts'
import { memberRecord } from './files.ts'
import { expectSound } from './homes.ts'
import { mutateBytes, mutateTree } from './mutate.ts'
import type { World } from './signed.ts'

const id = (n: number) => bytesToId(new Uint8Array(32).fill(n)) as never
const heads = [{ seq: 3, id: id(2) }]
const live = { id: new Uint8Array(16), hops: 2, room: 'room', data: new Uint8Array(9) }

const messageOf = (random: Random, world: World): Message => {
  const run = world.run(random)
  const entries = run.entries.map(
    ({ header, signature, body }) => [header, signature, body] as [Uint8Array, Uint8Array, Uint8Array | null]
  )
  return pick<Message>(random, [
    { name: 'run', log: run.log, entries },
    { name: 'run', log: run.log, entries },
    { name: 'have', have: [{ log: id(1), heads }] },
    { name: 'prove-federation', version: 2, proofs: [new Uint8Array(32), new Uint8Array(32)] },
    { name: 'prove-device', device: id(1), signature: new Uint8Array(64), nonce: new Uint8Array(16) },
    { name: 'ack', log: id(1), heads },
    { name: 'lacks', entries: 4 },
    { name: 'ping' },
    { name: 'live-signal', ...live },
    { name: 'live-update', ...live }
  ])
}

/** Lawful but for how much it tells: each part of it is within its own bounds. */
const tooMuch = (random: Random): Uint8Array => {
  const log = id(1)
  const few = Array.from({ length: 3 + random(3) }, () => heads[0]!)
  const have = Array.from({ length: pick(random, [20_000, 12_000]) }, () => ({ log, heads: few }))
  return encodeMessage({ name: 'have', have })
}
/** Eight megabytes of the smallest values there are. */
const swollen = (random: Random): Uint8Array => {
  const bytes = new Uint8Array(maxFrameBytes - 4).fill(pick(random, [0x80, 0xa0, 0xf6, 0x81]))
  bytes.set([0x9a, 0, 0x7f, 0xff, 0xf7])
  return bytes
}

const wireOf = (random: Random, world: World): Uint8Array => {
  const message = messageOf(random, world)
  const { name, ...fields } = message
  const how = random(400)
  if (how === 399) return tooMuch(random)
  if (how === 398) return swollen(random)
  if (how % 4 === 0) return encodeMessage(message)
  if (how % 4 === 1) return mutateBytes(encodeMessage(message), random)
  const t = numberOf(message)
  return encode(mutateTree({ t: how % 4 === 2 ? t : random(20), ...fields }, random))
}
/** The number stands in the map's first entry: a head, `t`, and a small number. */
const numberOf = (message: Message): number => encodeMessage(message)[3] ?? 0

/** How many CBOR values a message is made of. */
const valuesIn = (value: unknown): number => {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return 1
  if (Array.isArray(value)) return value.reduce<number>((sum, part) => sum + valuesIn(part), 1)
  return Object.values(value).reduce<number>((sum, part) => sum + 1 + valuesIn(part), 1)
}

export const messageCase = async (random: Random, world: World): Promise<boolean> => {
  const wire = wireOf(random, world)
  const message = await bounded(() => parseMessage(wire))
  if (message === null) return false
  const values = valuesIn(message)
  if (values > messageLimits.tokens) throw new Error(`a message of ${values} values is taken`)
  if (message.name === 'run')
    for (const [header, signature, body] of message.entries)
      if (header.length > 512 || signature.length !== 64 || (body?.length ?? 0) > 1024 * 1024)
        throw new Error('a run is taken with an entry beyond its bounds')
  if (message.name === 'live-signal' && message.data.length > 64 * 1024)
    throw new Error('a signal is taken beyond its bounds')
  return true
}

const members = memberRecord('linking')

/** A whole session at the other end of a hostile link: it ends for a reason it knows, and takes what was signed. */
export const linkCase = async (random: Random, world: World): Promise<boolean> => {
  const held = await members.take()
  const { store } = held
  const ended: string[] = []
  const heard: LiveMessage[] = []
  let waiting: (() => void)[] = []
  let added = 0
  const session = createSession({
    store,
    peer: id(9),
    endsOf: run => runEnds(run, bundleDeps.hashing),
    nowMs: () => 0,
    soon: work => waiting.push(work),
    send: () => undefined,
    end: (why, detail) => ended.push(`${why} ${detail}`),
    onAppended: more => {
      added += more
    },
    onCounts: () => undefined,
    onLive: message => heard.push(message)
  })
  const frames = Array.from({ length: 1 + random(5) }, () => frameOf(wireOf(random, world)))
  const stream = Buffer.concat(frames)
  const bytes = random(4) === 1 ? mutateBytes(stream, random) : stream
  const size = 1 + random(4000)
  await bounded(async () => {
    const reader = createFrameReader(maxFrameBytes, message => session.take(message))
    for (let at = 0; at < bytes.length; at += size) if (!reader.take(bytes.subarray(at, at + size))) break
    for (; waiting.length > 0; ) {
      const works = waiting
      waiting = []
      for (const work of works) work()
    }
    session.tick()
    await session.stop()
  })
  for (const why of ended)
    if (!/^bad-(frame|run) /.test(why)) throw new Error(`a link ends for no fault of the peer's: ${why}`)
  if (added === 0) held.expectUnchanged()
  else {
    expectSound(store, world)
    members.spoil()
  }
  return ended.length === 0
}
