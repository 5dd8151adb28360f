import { encode } from 'cborg'
import { expect, it } from 'vitest'
import { decodeManifest } from '#shared/bundle/manifest.ts'
import { decodeCard } from '#shared/invitation/card.ts'
import { decodeWelcomeHead } from '#shared/invitation/welcome-head.ts'
import { decodeBody } from '#shared/record/body-codec.ts'
import { decodeBounded } from '#shared/record/bounded-cbor.ts'

/** A list of so many empty lists: a byte each, and forty in memory. */
const swollen = (values: number): Uint8Array => {
  const bytes = new Uint8Array(5 + values).fill(0x80)
  bytes[0] = 0x9a
  new DataView(bytes.buffer).setUint32(1, values)
  return bytes
}

it('stops at one value too many, and not before', () => {
  expect(decodeBounded(swollen(9), {}, 10)).toHaveLength(9)
  expect(() => decodeBounded(swollen(10), {}, 10)).toThrow('too many values')
})

it('bounds what a manifest, a head and a card unfold to', () => {
  expect(decodeManifest(swollen(400_000))).toContain('too many values')
  expect(decodeWelcomeHead(swollen(20_000))).toBe('its head is no CBOR')
  const payload = swollen(1000)
  const head = Buffer.alloc(14)
  head.write('chumcard')
  head.writeUInt16BE(1, 8)
  head.writeUInt32BE(payload.length, 10)
  const card = Buffer.concat([head, payload, Buffer.alloc(64)])
  const deps = {
    hashing: { sha256: () => new Uint8Array(32), sha256Id: () => 'A'.repeat(43) },
    verifying: { verify: () => false }
  }
  expect(decodeCard(card, deps)).toBe('it is no CBOR')
})

it('bounds what a body unfolds to, also where a later version knows more than this one', () => {
  const body = (values: number) =>
    encode({ kind: 'offer', further: Array(values).fill(null), version: 1, fields: {} })
  expect(decodeBody(body(200_000))).not.toBeNull()
  expect(decodeBody(body(300_000))).toBeNull()
})
