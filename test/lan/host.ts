/**
 * A device without a window, for tests with several hosts. Its set-up comes as JSON in the first argument,
 * orders as JSON lines on standard input; every answer is one JSON line on standard output.
 */
import { createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import { createInterface } from 'node:readline'
import * as v from 'valibot'
import type { LogId } from '#shared/record/entry.ts'
import type { Keyring } from '#shared/record/keyring.ts'
import { createLan } from '../../electron/lan/lan.ts'
import { createMemoryStore, hashing, verifying } from '../replication/memory-store.ts'

const setUp = v.parse(
  v.object({
    /** PKCS 8, PEM */
    key: v.string(),
    secret: v.string(),
    members: v.array(v.string()),
    notes: v.number(),
    discover: v.boolean()
  }),
  JSON.parse(process.argv[2] ?? '')
)
const order = v.variant('do', [
  v.object({ do: v.literal('note'), count: v.number() }),
  v.object({ do: v.literal('status') }),
  v.object({ do: v.literal('connect'), address: v.string() }),
  v.object({ do: v.literal('publish'), text: v.string() }),
  v.object({ do: v.literal('quit') })
])

const federationSecret = new Uint8Array(Buffer.from(setUp.secret, 'base64'))
const privateKey = createPrivateKey(setUp.key)
const { x } = createPublicKey(privateKey).export({ format: 'jwk' })
const keyring: Keyring = {
  publicKey: new Uint8Array(Buffer.from(x ?? '', 'base64url')),
  sign: message => new Uint8Array(sign(null, message, privateKey)),
  ...{ handle: 'host', sealIdentity: '', sealRecipient: '' },
  ...{ federationSecret, federationSecrets: [federationSecret], secretsOf: () => [], secrets: [] }
}
const store = createMemoryStore(keyring)
for (let i = 0; i < setUp.notes; i++) store.note(`note ${i}`)

const live: string[] = []
const lan = createLan({
  ...{ store, keyring, hashing, verifying, discover: setUp.discover },
  clock: { nowMs: () => Date.now(), monotonicMs: () => performance.now() },
  isMember: (device: LogId) => setUp.members.includes(device),
  describe: () => ({ handle: null, communeName: null }),
  onStatus: () => undefined,
  onAppended: () => undefined
})
lan.signalling.listen((_name, _room, data) => live.push(Buffer.from(data).toString()))

const answer = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`)
const report = () => ({
  status: lan.status(),
  entries: store.entryIds().length,
  record: Buffer.from(hashing.sha256(Buffer.from(store.entryIds().join()))).toString('hex'),
  live
})

const obey = async (line: string) => {
  const asked = v.parse(order, JSON.parse(line))
  if (asked.do === 'note') {
    for (let i = 0; i < asked.count; i++) store.note(`later ${i}`)
    lan.recordChanged()
  }
  if (asked.do === 'connect') await lan.connect(asked.address)
  if (asked.do === 'publish') lan.signalling.publish('live-signal', 'room', Buffer.from(asked.text))
  if (asked.do === 'quit') {
    await lan.switchOff()
    process.stdin.destroy()
  }
  answer(report())
}

void lan.switchOn().then(() => {
  answer(report())
  createInterface({ input: process.stdin }).on('line', line => void obey(line))
})
