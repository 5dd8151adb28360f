import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bytesToId, idToBytes, spells } from '../../shared/record/ids.ts'

const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 })

test('an id is the base64url of its 32 bytes, both ways', () => {
  fc.assert(
    fc.property(bytes32, bytes => {
      const id = bytesToId<string>(bytes)
      expect(id).toBe(Buffer.from(bytes).toString('base64url'))
      expect(idToBytes(id)).toEqual(bytes)
    })
  )
})

test('a second spelling of the same bytes is no id', () => {
  const id = bytesToId<string>(new Uint8Array(32))
  expect(id.endsWith('A')).toBe(true)
  // the last letter carries two bits that no byte has
  for (const last of ['B', 'C', 'D']) expect(idToBytes(id.slice(0, -1) + last)).toBeNull()
  for (const wrong of ['', `${id}A`, id.slice(1), id.replace('A', '+'), id.replace('A', 'Ж')])
    expect(idToBytes(wrong)).toBeNull()
})

test('an id spells its own bytes and no others, in one spelling alone', () => {
  const letter = fc.constantFrom('A', 'B', 'a', '0', '-', '_', '+', '=', '\0', 'Ж')
  fc.assert(
    fc.property(bytes32, fc.nat(42), letter, fc.nat(255), (bytes, at, put, bit) => {
      const id = bytesToId<string>(bytes)
      expect(spells(id, bytes)).toBe(true)
      const other = id.slice(0, at) + put + id.slice(at + 1)
      expect(spells(other, bytes)).toBe(other === id)
      const flipped = Uint8Array.from(bytes)
      flipped[bit >> 3]! ^= 1 << (bit & 7)
      expect(spells(id, flipped)).toBe(false)
    })
  )
  const zeros = new Uint8Array(32)
  const id = bytesToId<string>(zeros)
  for (const wrong of ['', `${id}A`, id.slice(1)]) expect(spells(wrong, zeros)).toBe(false)
  expect(spells(id, zeros.subarray(1))).toBe(false)
})
