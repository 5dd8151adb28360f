import { encode } from 'cborg'
import { describe, expect, it } from 'vitest'
import { readAct } from '#shared/record/act.ts'
import { decodeBody, encodeBody } from '#shared/record/body-codec.ts'
import type { Body, Entry, EntryId, Header, LogId } from '#shared/record/entry.ts'
import { encodeHeader } from '#shared/record/header-codec.ts'
import { bodiesTold, tellBodies } from '#shared/record/told-bodies.ts'

const offer = { good: 'salt', quantity: 3, unit: 'sacks', massKg: 75 }
const bytes32 = new Uint8Array(32)
const entry = (body: Uint8Array | null, scope = 'federation'): Entry => {
  const header: Header = {
    ...{ v: 1, log: bytes32, seq: 1, prev: bytes32, scope, bodyHash: bytes32, claimedAt: 0 },
    bodySize: body?.length ?? 1
  }
  const raw = { header: encodeHeader(header), signature: new Uint8Array(64), body }
  return { id: 'e' as EntryId, log: 'l' as LogId, header, raw }
}
const saying = (fields: Body['fields'], more: Partial<Body> = {}): Uint8Array =>
  encodeBody({ kind: 'offer', version: 1, ...more, fields })
const told = (bytes: Uint8Array) => bodiesTold(tellBodies([entry(bytes)]))[0]
/** What is made of an entry whose body was told, and of one whose body was not. */
const actsOf = (bytes: Uint8Array) => {
  const plain = entry(bytes)
  return [readAct({ ...plain, said: told(bytes) ?? null }), readAct(plain)] as const
}

/** No writer of ours says minus zero, but another may: here half a one becomes one. */
const withMinusZero = Uint8Array.from(saying({ list: [0.5] }), (byte, i, bytes = saying({ list: [0.5] })) =>
  bytes[i - 1] === 0xf9 ? 0x80 : byte
)

describe('bodies told from thread to thread', () => {
  it.each<[string, Body['fields']]>([
    ['texts, with quotes, line ends and other scripts', { good: 'борошно "вищого"\n\u2028', note: '' }],
    ['numbers', { a: 0, b: -1.5, c: 2 ** 53 - 1, d: 5e-324, e: 1e300, f: 0.1 }],
    [
      'lists and maps, true, false and nothing',
      { list: [1, [true, false, null], {}], map: { deep: { er: [] } } }
    ]
  ])('come as they were: %s', (_, fields) => {
    const commune = 'c'.repeat(43) as Body['commune'] & string
    const bytes = saying(fields, { kind: 'unheard-of', commune, thing: commune, over: [commune] })
    expect(told(bytes)).toStrictEqual({ body: decodeBody(bytes), parsed: false })
    const [byTold, byBytes] = actsOf(bytes)
    expect(byTold).toStrictEqual(byBytes)
  })

  it.each<[string, Body['fields'], boolean]>([
    ['a whole offer, with what its kind adds and leaves out', { ...offer, later: 1 }, true],
    ['an offer whose fields its kind refuses', { ...offer, good: '' }, false],
    ['a part of one, with a field that is cleared', { note: null }, true]
  ])('come as their kind reads them: %s', (_, fields, parsed) => {
    const thing = 'c'.repeat(43) as Body['thing'] & string
    const bytes = saying(fields, 'good' in fields ? {} : { thing })
    expect(told(bytes)?.parsed).toBe(parsed)
    const [byTold, byBytes] = actsOf(bytes)
    expect({ ...byTold, body: null }).toStrictEqual({ ...byBytes, body: null })
    expect(byTold.content).toBe(parsed ? null : 'fields-bad')
  })

  it.each<[string, Uint8Array]>([
    ['bytes', saying({ update: Uint8Array.of(1, 2, 3) })],
    ['bytes deep within', saying({ list: [{ update: Uint8Array.of(1) }] })],
    ['minus zero', withMinusZero],
    ['a key that means a prototype', saying({ map: Object.fromEntries([['__proto__', { good: 'salt' }]]) })],
    ['no body', Uint8Array.of(1, 2, 3)],
    ['a body of another form', encode({ kind: 7 })]
  ])('are left to whoever asks: %s', (_, bytes) => {
    expect(told(bytes)).toBeNull()
  })

  it('minus zero is read as such from the bytes', () => {
    expect(decodeBody(withMinusZero)?.fields.list).toStrictEqual([-0])
  })

  it('are left where they are sealed or were forgotten, and keep their places', () => {
    const open = saying({ good: 'salt' })
    const entries = [entry(open, 'x'.repeat(43)), entry(null), entry(open, 'public')]
    expect(bodiesTold(tellBodies(entries))).toStrictEqual([null, null, told(open)])
  })
})
