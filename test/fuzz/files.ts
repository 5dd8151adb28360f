/** Whole files, taken in by the real code into a real record: taken as they were signed, or refused without a trace. */
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { decode } from 'cborg'
import { encrypted, type Readers } from '../../electron/carry/age-file.ts'
import { bundleDeps } from '../../electron/carry/bundle-deps.ts'
import { importBundle } from '../../electron/carry/import-bundle.ts'
import { previewBundle } from '../../electron/carry/preview-bundle.ts'
import { type ReadFile, readHere } from '../../electron/carry/reading/read-here.ts'
import { restore } from '../../electron/carry/restore.ts'
import { join as joinFederation } from '../../electron/invitation/join.ts'
import { homeHasRecord, openStore } from '../../electron/store/open-store.ts'
import { encodeBackupHead } from '../../shared/bundle/backup-head.ts'
import { federationRecipient } from '../../shared/bundle/federation-identity.ts'
import { readBundle, unpackChunk } from '../../shared/bundle/read-bundle.ts'
import { StreamFault } from '../../shared/bundle/stream-fault.ts'
import type { ErrorCode, Result } from '../../shared/errors.ts'
import { encodeWelcomeHead } from '../../shared/invitation/welcome-head.ts'
import type { Entry } from '../../shared/record/entry.ts'
import { bytesToId, idToBytes } from '../../shared/record/ids.ts'
import { beginFederation, testPassphrase, testScryptCost } from '../record/federation.ts'
import { bounded } from './allocation.ts'
import { pick, type Random } from './draw.ts'
import { expectSound, recordsOf, secret, workshop } from './homes.ts'
import { mutateBytes, mutateTree } from './mutate.ts'
import { makeWorld, type World } from './signed.ts'
import { expectLawful, makeStream } from './streams.ts'

const someFederation = new Uint8Array(32).fill(9)
const ofEntries = (entries: readonly Entry[]) =>
  entries.map(({ id, header }) => ({
    ...{ log: header.log, seq: header.seq, prev: header.prev },
    id: idToBytes(id)!
  }))

export const sealedFor = async (plain: Uint8Array, readers: Readers): Promise<Uint8Array> => {
  const pieces: Uint8Array[] = []
  const source = async function* () {
    yield plain
  }
  for await (const piece of encrypted(source(), readers)) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** The failure's code, where it is one of these; anything else was not foreseen. */
const refusalOf = <T>(result: Result<T>, codes: readonly ErrorCode[]): ErrorCode | null => {
  if (result.ok) return null
  if (codes.includes(result.error.code)) return result.error.code
  throw new Error(`refused as ${result.error.code} ${JSON.stringify(result.error.detail)}`)
}

const bundleRefusals: readonly ErrorCode[] = [
  'bundle-not-one',
  'bundle-damaged',
  'bundle-foreign',
  'bundle-newer'
]

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
/** A bundle once age has opened it: what lies around it is tried as `imports`, and takes ten times as long. */
const opened = (bytes: Uint8Array, pieceBytes: number): ReadFile =>
  ({
    passage: () => ({
      readBytes: 0,
      parts: () => readBundle(inPieces(bytes, pieceBytes), 'bundle', bundleDeps),
      unpack: ({ packed, at }: { packed: Uint8Array; at: number }) =>
        unpackChunk(packed, at, bundleDeps.compressing),
      byteOf: (at: number) => at,
      damaged: (at: number, reason: string) => new StreamFault('damaged', at, reason)
    }),
    close: async () => undefined
  }) as unknown as ReadFile

/** Read from end to end, without a record. */
export const bundleCase = async (random: Random, world: World): Promise<boolean> => {
  const made = makeStream({ form: 'bundle', federation: someFederation }, world, random)
  const reading = readHere(opened(made.bytes, 1 + random(5000)))
  const came: Entry[] = []
  const readAll = async () => {
    await reading.checkWhole(() => undefined)
    for (let part = await reading.next(); part; part = await reading.next())
      if (part.sort === 'runs') for (const run of part.runs) came.push(...run.entries())
  }
  try {
    await bounded(readAll)
  } catch (error) {
    if (error instanceof StreamFault) return false
    throw error
  }
  expectLawful(made, ofEntries(came))
  world.expectSigned(came.map(({ raw }) => raw))
  return true
}

/** A member's record that holds the beginnings of two of the authors' logs. */
export const memberRecord = (name: string) =>
  recordsOf(name, store => {
    beginFederation(store)
    const [first, second] = makeWorld().authors
    store.appendRun(first!.run(1, 8), { road: 'lan', from: null })
    store.appendRun(second!.run(1, 3), { road: 'lan', from: null })
  })

const importing = memberRecord('importing')
export const importCase = async (random: Random, world: World): Promise<boolean> => {
  const held = await importing.take()
  const { store } = held
  const federation = idToBytes(store.federation()!.id)!
  const made = makeStream({ form: 'bundle', federation, calm: true }, world, random)
  const path = join(workshop, 'news.caravan')
  const file = await sealedFor(made.bytes, [await federationRecipient(secret)])
  writeFileSync(path, random(10) === 1 ? mutateBytes(file, random) : file)
  const previewed = await bounded(() => previewBundle({ path, store, keyring: store.keyring }))
  refusalOf(previewed, bundleRefusals)
  const result = await bounded(() => importBundle({ path, store, keyring: store.keyring }))
  if (refusalOf(result, [...bundleRefusals, 'bundle-gap']) !== null) {
    held.expectUnchanged()
    return false
  }
  if (!previewed.ok) throw new Error(`taken though its preview is refused as ${previewed.error.code}`)
  expectSound(store, world)
  if (made.sealed === null) throw new Error('taken though its maker did not sign it')
  if (made.manifest && Buffer.compare(made.manifest.federation, federation) !== 0)
    throw new Error('taken though it is of another federation')
  for (const { log, to, head } of made.manifest?.ranges ?? []) {
    const entry = store.entry(bytesToId(head))
    if (entry?.log !== bytesToId(log) || entry.header.seq !== to)
      throw new Error('taken though a range that it promises is not held')
  }
  importing.spoil()
  return true
}

const newcomers = recordsOf('newcomer', () => undefined)
const stranger = generateX25519Identity().then(identityToRecipient)

/** A head with something done to it, or with nothing; `lawful` where it is the one that was meant. */
const headOf = (head: object, encode: (head: never) => Uint8Array, random: Random) => {
  const how = random(9)
  if (how === 1) return encode(mutateTree(head, random) as never)
  return how === 2 ? mutateBytes(encode(head as never), random) : encode(head as never)
}

export const welcomeCase = async (random: Random, world: World): Promise<boolean> => {
  const held = await newcomers.take()
  const { store } = held
  const device = random(5) === 1 ? new Uint8Array(32).fill(4) : store.keyring.publicKey
  const secrets = [{ scope: 'federation', key: null, secret }]
  const federation = random(8) === 1 ? new Uint8Array(32).fill(8) : someFederation
  const head = headOf({ device, federation, federationName: 'Salt Road', secrets }, encodeWelcomeHead, random)
  const made = makeStream({ form: 'welcome', federation: someFederation, head, calm: true }, world, random)
  const reader = random(15) === 1 ? await stranger : store.keyring.sealRecipient
  const sealed = await sealedFor(made.bytes, [reader])
  const file = random(10) === 1 ? mutateBytes(sealed, random) : sealed
  const path = join(workshop, 'olha.welcome')
  writeFileSync(path, file)
  const welcome = random(2) === 0 ? path : file
  const result = await bounded(() => joinFederation({ store, welcome }))
  if (refusalOf(result, ['welcome-bad', 'welcome-not-yours']) !== null) {
    held.expectUnchanged()
    if (store.keyring.secrets.length > 0) throw new Error('refused, and a secret is kept')
    return false
  }
  if (made.sealed === null) throw new Error('taken though its maker did not sign it')
  const { device: meantFor } = decode(head) as { device: Uint8Array }
  if (bytesToId(meantFor) !== store.device) throw new Error('taken though it is for another device')
  if (store.federation()?.id !== bytesToId(someFederation)) throw new Error('taken into another federation')
  expectSound(store, world)
  newcomers.spoil()
  return true
}

/** scrypt's own, at the greatest work factor that a backup may ask for */
const scryptBytes = 2 ** 28 + 2 ** 20
let restored = 0
export const backupCase = async (random: Random, world: World): Promise<boolean> => {
  const home = join(workshop, `restored-${restored++}`)
  const secrets = [{ scope: 'federation', key: null, secret }]
  const head = headOf(
    { device: secret, handle: 'Olha', federation: someFederation, federationName: 'Salt Road', secrets },
    encodeBackupHead,
    random
  )
  const made = makeStream({ form: 'backup', federation: someFederation, head, calm: true }, world, random)
  const passphrase = 'the backup of a fuzzed salt cart'
  let file = await sealedFor(made.bytes, { passphrase, workFactor: 1 })
  const how = random(10)
  if (how === 1) file = mutateBytes(file, random)
  // the work and the memory that the file asks for are its own word
  if (how > 7) file = withWorkFactor(file, pick(random, ['19', '20', '21', '30', '99', '0', '01']))
  const path = join(workshop, 'olha.backup')
  writeFileSync(path, file)
  const result = await bounded(
    () =>
      restore({
        ...{ path, home, passphrase: random(15) === 1 ? 'another one' : passphrase },
        ...{ newPassphrase: testPassphrase, scryptCost: testScryptCost }
      }),
    scryptBytes
  )
  if (refusalOf(result, ['backup-bad', 'passphrase-wrong', 'bundle-newer', 'bundle-gap']) !== null) {
    if (homeHasRecord(home)) throw new Error('refused, and a record was begun')
    const left = existsSync(home) ? readdirSync(home).filter(name => name !== 'home.lock') : []
    if (left.length > 0) throw new Error(`refused, and files are left: ${left}`)
    return false
  }
  if (made.sealed === null) throw new Error('taken though its maker did not sign it')
  const store = await openStore({ home, passphrase: testPassphrase })
  try {
    expectSound(store, world)
  } finally {
    store.close()
    rmSync(home, { recursive: true, force: true })
  }
  return true
}

const withWorkFactor = (file: Uint8Array, factor: string): Uint8Array => {
  const text = Buffer.from(file).toString('latin1')
  return Buffer.from(text.replace(/^(-> scrypt \S+) \S+$/m, `$1 ${factor}`), 'latin1')
}
