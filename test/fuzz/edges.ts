import type { FileHandle } from 'node:fs/promises'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { AgeFault, AgeReader, encrypted } from '../../electron/carry/age-file.ts'
import { answer } from '../../electron/handlers/answer.ts'
import type { Keeper } from '../../electron/keeper/keeper-state.ts'
import { keeperRequests } from '../../shared/contract.ts'
import { errorCodes, FailureError } from '../../shared/errors.ts'
import { mutateBytes, mutateTree, pick, type Random } from './mutate.ts'

const plain = Buffer.alloc(70_000, 'salt ')
const made = (async () => {
  const identity = await generateX25519Identity()
  const pieces: Uint8Array[] = []
  const source = async function* () {
    yield plain
  }
  for await (const piece of encrypted(source(), [await identityToRecipient(identity)])) pieces.push(piece)
  return { identity, file: Buffer.concat(pieces) }
})()

/** As much of a file as the reader uses. */
const fileOf = (bytes: Uint8Array): FileHandle =>
  ({
    read: async (into: Uint8Array, offset: number, length: number, position: number) => {
      const part = bytes.subarray(position, position + length)
      into.set(part, offset)
      return { bytesRead: part.length, buffer: into }
    }
  }) as unknown as FileHandle

export const ageCase = async (random: Random): Promise<boolean> => {
  const { identity, file } = await made
  const head = file.subarray(0, 260)
  const bytes =
    random(10) === 0
      ? file
      : random(2) === 0
        ? Buffer.concat([mutateBytes(head, random), file.subarray(260)])
        : mutateBytes(file, random)
  const given: Uint8Array[] = []
  try {
    for await (const piece of new AgeReader(fileOf(bytes), [identity]).decrypted()) given.push(piece)
  } catch (error) {
    if (error instanceof AgeFault) return false
    throw error
  }
  if (!Buffer.concat(given).equals(plain)) throw new Error('an age file that was changed opens')
  return true
}

const id = 'A'.repeat(43)
const place = { lat: 47, lon: 35, precision: 'coarse' }
/** One thing that could be said for each request; others get it too, and refuse it. */
const words: unknown[] = [
  undefined,
  { passphrase: 'salt carts go south', handle: 'Olha' },
  { job: 'job', language: 'uk' },
  { federation: 'Salt Road', covenant: '', commune: 'Orikhiv', place },
  { path: '/nowhere/at/all', job: 'job', commune: { name: 'Orikhiv', place } },
  { card: '/nowhere/at/all', path: '/nowhere/at/all' },
  { kind: 'offer', where: [{ field: 'good', is: 'x' }], search: 'x', sort: { field: 'good' }, limit: 3 },
  { kind: 'offer', thing: id, over: [id], commune: id, fields: { good: 'x' } },
  { id, doc: id, part: 'agenda', update: new Uint8Array(2) },
  { today: '2027-05-01', limit: 4 },
  { address: '10.0.0.7:4711', on: true, query: 'Orikhiv', language: 'en', erase: true }
]
const names = [...Object.keys(keeperRequests), 'toString', '__proto__', 'rows', '']

/** Whatever part of it is called says that it is locked. */
const locked: unknown = new Proxy(() => undefined, {
  get: () => locked,
  apply: () => {
    throw new FailureError('locked')
  }
})

/** A keeper that is locked: whatever gets past the schemas ends here. */
const lockedKeeper = (bugs: unknown[]): Keeper =>
  new Proxy({} as Keeper, {
    get: (_, name) => {
      if (name === 'logBug') return (error: unknown) => bugs.push(error)
      return name === 'resources' ? '/nowhere' : locked
    }
  })

export const requestCase = async (random: Random): Promise<boolean> => {
  const bugs: unknown[] = []
  const word = pick(random, words)
  const args = random(5) === 0 ? word : mutateTree(word, random)
  const name = pick(random, names)
  const told = await answer(name, args, lockedKeeper(bugs))
  if (told.ok) return true
  if (!errorCodes.includes(told.error.code)) throw new Error(`no such code: ${told.error.code}`)
  if (told.error.code === 'internal') throw bugs[0] ?? new Error(String(told.error.detail.reason))
  return told.error.code === 'locked'
}
