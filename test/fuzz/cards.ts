import { bech32 } from '@scure/base'
import { encode } from 'cborg'
import { bundleDeps } from '../../electron/carry/bundle-deps.ts'
import { makerOf } from '../../electron/carry/maker.ts'
import { welcomeCode } from '../../electron/invitation/welcome.ts'
import { encodeRuns } from '../../shared/bundle/run-chunk.ts'
import type { ErrorCode } from '../../shared/errors.ts'
import { decodeCard } from '../../shared/invitation/card.ts'
import { codeLimitBytes, codeTexts, createCodeCollector } from '../../shared/invitation/code-text.ts'
import { bytesEqual, bytesToId, idToBytes } from '../../shared/record/ids.ts'
import { WrittenLog } from '../bundle/logs.ts'
import { communeBody } from '../record/make.ts'
import { bounded } from './allocation.ts'
import { pick, type Random } from './draw.ts'
import { memberRecord } from './files.ts'
import { expectSound } from './homes.ts'
import { mutateBytes, mutateTree } from './mutate.ts'
import type { World } from './signed.ts'

// a recipient that can be sealed to: the one of `AGE-SECRET-KEY-1` of 32 bytes of 5
const seal = 'age12znpgzd3mhgryh5mz6mspecea9mjcpcqpvdaw7rwjp7x20fqf9wss93ntr'
/** of the right form, and nothing can be sealed to them */
const unusable = [
  `age1${'q'.repeat(58)}`,
  bech32.encodeFromBytes('age', new Uint8Array(32)),
  `age1tag1${'q'.repeat(58)}`
]
const label = Buffer.from('chumak card v1\0')

/** A card whose payload may be odd, signed again by whoever holds a key. */
const makeCard = (random: Random, world: World) => {
  const author = pick(random, world.authors)
  const founder = new WrittenLog(author.signing).writeNotes(random(2))
  founder.write({ version: 1, ...communeBody('Orikhiv'), fields: { ...communeBody('Orikhiv').fields } })
  const commune = random(2) === 0 ? null : founder
  for (const { raw } of founder.entries) world.know(raw)
  const whole = {
    device: author.signing.publicKey,
    handle: 'Olha',
    seal,
    commune: commune && {
      id: idToBytes(commune.entries.at(-1)!.id)!,
      run: encodeRuns([commune.packed()])
    }
  }
  const how = random(10)
  let tree: unknown = whole
  if (how === 1) tree = mutateTree(whole, random)
  if (how === 2) tree = { ...whole, device: pick(random, world.authors).signing.publicKey }
  if (how === 3 && whole.commune)
    tree = { ...whole, commune: { ...whole.commune, run: mutateBytes(whole.commune.run, random) } }
  if (how === 4 && whole.commune) {
    const run = encodeRuns([world.pack(world.run(random))])
    tree = { ...whole, commune: { ...whole.commune, run } }
  }
  if (how === 6) tree = { ...whole, seal: pick(random, unusable) }
  let payload: Uint8Array = encode(tree)
  if (how === 5) payload = mutateBytes(payload, random)
  const signing = random(8) === 1 ? world.stranger : author.signing
  const head = Buffer.alloc(14)
  head.write('chumcard')
  head.writeUInt16BE(random(20) === 1 ? random(4) : 1, 8)
  head.writeUInt32BE(payload.length, 10)
  const card = Buffer.concat([head, payload, signing.sign(Buffer.concat([label, payload]))])
  const bytes = random(5) === 1 ? mutateBytes(card, random) : card
  return { bytes, signer: bytesEqual(bytes, card) ? bytesToId(signing.publicKey) : null, commune }
}

export const cardCase = async (random: Random, world: World): Promise<boolean> => {
  const { bytes, signer } = makeCard(random, world)
  const read = await bounded(() => decodeCard(bytes, bundleDeps))
  if (typeof read === 'string') return false
  if (read.content.device !== signer) throw new Error('a card is taken that its device did not sign')
  if (!/^\d{5}( \d{5}){3}$/.test(read.fingerprint)) throw new Error('a fingerprint has another form')
  if (read.content.commune) world.expectSigned(read.content.commune.run.entries)
  return true
}

const answering = memberRecord('answering')
const refusals: readonly ErrorCode[] = ['card-bad', 'run-bad', 'too-large']

/** A card answered by a real member: its device, and nobody else, is let in. */
export const answeredCase = async (random: Random, world: World): Promise<boolean> => {
  const held = await answering.take()
  const { store } = held
  const { bytes, signer } = makeCard(random, world)
  // by codes or by file, it comes to bytes
  if (bytes.length <= codeLimitBytes) {
    const collector = createCodeCollector()
    const last = codeTexts(bytes)
      .map(text => collector.take(text))
      .at(-1)
    if (last?.state !== 'whole' || !bytesEqual(last.bytes, bytes))
      throw new Error('codes come to other bytes')
  }
  const before = store.authority().devices.size
  const result = await bounded(() =>
    welcomeCode({ store, maker: makerOf(store, 0), card: new Uint8Array(bytes) })
  )
  if (!result.ok) {
    if (!refusals.includes(result.error.code))
      throw new Error(`refused as ${result.error.code} ${JSON.stringify(result.error.detail)}`)
    held.expectUnchanged()
    return false
  }
  if (result.value.device !== signer) throw new Error('a card is answered that its device did not sign')
  const devices = [...store.authority().devices.keys()].filter(device => device === signer)
  if (devices.length !== 1 || store.authority().devices.size !== before + 1)
    throw new Error('another device is let in than the one that signed its card')
  expectSound(store, world)
  answering.spoil()
  return true
}
