import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import * as cctv from 'cctv-age'
import { afterAll, describe, expect, it } from 'vitest'
import { AgeFault, encrypted } from '../../electron/carry/age-file.ts'
import { removeSticks, temporaryStick } from '../bundle/federations.ts'
import { decryptWith } from './open-age.ts'

afterAll(removeSticks)

interface Vector {
  name: string
  expect: string
  payload: string
  identities: string[]
  file: Uint8Array
  /** a feature of age that the app's files do not use */
  feature: string | null
}

const features = ['passphrase', 'armored']

const vectorOf = (name: string, bytes: Uint8Array): Vector => {
  const text = Buffer.from(bytes)
  const end = text.indexOf('\n\n')
  const lines = text
    .toString('utf8', 0, end)
    .split('\n')
    .map(line => line.split(': '))
  const all = (key: string) => lines.filter(([k]) => k === key).map(([, ...value]) => value.join(': '))
  const file = text.subarray(end + 2)
  const hybrid = all('identity').some(identity => identity.startsWith('AGE-SECRET-KEY-PQ'))
  return {
    name,
    expect: all('expect')[0] ?? '',
    payload: all('payload')[0] ?? '',
    identities: all('identity'),
    file: all('compressed')[0] === 'zlib' ? inflateSync(file) : file,
    feature: features.find(key => all(key).length > 0) ?? (hybrid ? 'hybrid' : null)
  }
}

const named = (cctv as unknown as { default?: Record<string, Uint8Array> }).default ?? cctv
const vectors = Object.entries(named as Record<string, Uint8Array>)
  .filter(([, value]) => value instanceof Uint8Array)
  .map(([name, bytes]) => vectorOf(name, bytes))
const applicable = vectors.filter(vector => vector.feature === null)

/** How the reader tells each outcome; it does not set a wrong HMAC apart from another bad header. */
const sorts: Record<string, readonly AgeFault['sort'][]> = {
  'no match': ['other-reader'],
  'HMAC failure': ['damaged'],
  'header failure': ['damaged', 'not-age', 'other-reader'],
  'payload failure': ['damaged']
}

describe('the test vectors of age', () => {
  it('are there, and those left out are of features that the app does not use', () => {
    expect(applicable.length).toBeGreaterThan(60)
    expect(new Set(applicable.map(vector => vector.expect))).toEqual(
      new Set([...Object.keys(sorts), 'success'])
    )
    for (const { feature } of vectors) expect([null, 'passphrase', 'armored', 'hybrid']).toContain(feature)
  })

  it.each(applicable.map(vector => [vector.name, vector.expect, vector] as const))(
    '%s: %s',
    async (_, wanted, vector) => {
      const given: Uint8Array[] = []
      const outcome = await decryptWith(vector.file, vector.identities, piece => given.push(piece)).then(
        () => null,
        error => error
      )
      if (wanted === 'success') expect(outcome).toBeNull()
      else {
        expect(outcome).toBeInstanceOf(AgeFault)
        expect(sorts[wanted]).toContain(outcome.sort)
      }
      const plain = Buffer.concat(given)
      const handedOut = createHash('sha256').update(plain).digest('hex')
      // a good chunk may be dropped with the bad one that follows it: then less is handed out, in whole chunks
      if (wanted === 'payload failure' && handedOut !== vector.payload) expect(plain.length % 65_536).toBe(0)
      else if (vector.payload !== '') expect(handedOut).toBe(vector.payload)
    }
  )
})

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

describe('another implementation of age', () => {
  // around the bounds of a chunk, where implementations differ if they do
  it.each([0, 1, 65_535, 65_536, 65_537, 200_000])('opens ours and ours opens its: %d bytes', async size => {
    const folder = temporaryStick()
    const at = (name: string) => join(folder, name)
    const age = (...args: string[]) => {
      const done = spawnSync('age', args)
      expect(done.error).toBeUndefined()
      expect(done.stderr.toString()).toBe('')
      return done.stdout
    }
    const identity = await generateX25519Identity()
    const recipient = await identityToRecipient(identity)
    const plain = Buffer.alloc(size, 'salt ')
    writeFileSync(at('plain'), plain)
    writeFileSync(at('identity'), `${identity}\n`)

    const ours: Uint8Array[] = []
    for await (const piece of encrypted(once(plain), [recipient])) ours.push(piece)
    writeFileSync(at('ours.age'), Buffer.concat(ours))
    expect(age('--decrypt', '-i', at('identity'), at('ours.age'))).toEqual(plain)

    age('-r', recipient, '-o', at('theirs.age'), at('plain'))
    expect(await decryptWith(readFileSync(at('theirs.age')), [identity])).toEqual(plain)
  })
})
