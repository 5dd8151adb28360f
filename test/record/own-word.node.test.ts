import { expect, test } from 'vitest'
import { createVerifying, signingFromSeed } from '../../electron/store/node-crypto.ts'
import type { Signing } from '../../shared/record/deps.ts'
import type { LogId } from '../../shared/record/entry.ts'
import { foldRecord } from '../../shared/record/fold-record.ts'
import { bytesToId } from '../../shared/record/ids.ts'
import { createIsOwnWord, signOwnWord } from '../../shared/record/own-word.ts'
import { communeBody, federationBody, makeScribe, type Scribe } from './make.ts'

const key = (letter: string) => `age1${letter.repeat(58)}`
const newcomer = signingFromSeed(new Uint8Array(32).fill(42))
const device = bytesToId<LogId>(newcomer.publicKey)
const signed = (by: Signing, handle: string, letter: string) =>
  signOwnWord(by, { handle, sealKey: key(letter) })

/** A commune of A and B, who tell of a newcomer what they like. */
const begun = () => {
  const [a, b] = [makeScribe(), makeScribe()]
  const commune = a.write(communeBody('Orikhiv'))
  const federation = a.write(federationBody(commune))
  const admit = (by: Scribe, whom: LogId, letter: string, card?: Uint8Array, handle = 'Olha') => {
    const over = [...a.entries, ...b.entries].map(({ id }) => id)
    const fields = { device: whom, handle, sealKey: key(letter), ...(card && { card }) }
    return by.write({ kind: 'admit', commune, over, fields })
  }
  admit(a, b.log, 'b')
  const told = (...others: Scribe[]) => {
    const entries = [a, b, ...others].flatMap(one => one.entries)
    const { authority } = foldRecord(entries, federation, createIsOwnWord(createVerifying()))
    return authority.devices.get(device)
  }
  return { a, b, commune, admit, told }
}

test('a key that a device told with its card stays, whatever members tell later', () => {
  const { a, b, admit, told } = begun()
  admit(a, device, 'w', signed(newcomer, 'Olha', 'w'))
  expect(told()).toEqual({ handle: 'Olha', sealKey: key('w') })
  admit(b, device, 'x')
  admit(b, device, 'x', signed(signingFromSeed(new Uint8Array(32).fill(7)), 'Olha', 'x'))
  admit(b, device, 'x', signed(newcomer, 'Olha', 'w'))
  admit(b, device, 'w', signed(newcomer, 'Olha', 'w'), 'Somebody else')
  admit(b, device, 'x', new Uint8Array(64))
  expect(told()).toEqual({ handle: 'Olha', sealKey: key('w') })
})

test('a key that was told wrongly before gives way to what the card says', () => {
  const { a, b, admit, told } = begun()
  admit(b, device, 'x')
  expect(told()?.sealKey).toBe(key('x'))
  admit(a, device, 'w', signed(newcomer, 'Olha', 'w'))
  expect(told()?.sealKey).toBe(key('w'))
})

test('whoever is no member tells nothing, also with a card that holds', () => {
  const { admit, told, commune, a } = begun()
  const stranger = makeScribe()
  admit(a, device, 'w')
  stranger.write({
    kind: 'admit',
    commune,
    over: a.entries.map(({ id }) => id),
    fields: { device, handle: 'Olha', sealKey: key('o'), card: signed(newcomer, 'Olha', 'o') }
  })
  expect(told(stranger)?.sealKey).toBe(key('w'))
})

test('who is vouched for as the new member of a commune without any tells its key with its card too', () => {
  const { a, b, commune, told, admit } = begun()
  const other = makeScribe()
  const second = other.write(communeBody('Polohy'))
  a.write({ kind: 'vouch', commune, fields: { for: second } })
  other.write({ kind: 'release', commune: second, fields: { device: other.log, lastSeq: 0 } })
  const member = { device, handle: 'Olha', sealKey: key('w') }
  const card = signed(newcomer, 'Olha', 'w')
  a.write({ kind: 'vouch', commune, fields: { for: second, member, card } })
  expect(told(other)?.sealKey).toBe(key('w'))
  admit(b, device, 'x')
  expect(told(other)?.sealKey).toBe(key('w'))
})

test('a card without its 64 bytes sets an admission aside', () => {
  const { a, admit, told } = begun()
  admit(a, device, 'w', new Uint8Array(63))
  expect(told()).toBeUndefined()
})
