import { afterEach, expect, test } from 'vitest'
import type { EntryId } from '#shared/record/entry.ts'
import { holdKeys } from '../../electron/store/keyring-at-rest.ts'
import type { LocalValues } from '../../electron/store/local-values.ts'
import { createSeed } from '../../electron/store/node-crypto.ts'
import { beginFederation, makeDevice, removeDevices } from '../record/federation.ts'

afterEach(removeDevices)

const isZero = (bytes: Uint8Array) => bytes.every(byte => byte === 0)
const filled = (value: number) => new Uint8Array(32).fill(value)

test('wiped keys are zeros where they lay: seed, identity and every secret', () => {
  const seed = createSeed()
  const sealIdentity = Buffer.from('AGE-SECRET-KEY-1QQ', 'latin1')
  const secret = { scope: 'federation' as const, key: null, secret: filled(7) }
  const local = { set: () => undefined, get: () => null } as unknown as LocalValues
  const keyring = holdKeys(local, {
    ...{ handle: 'Ana', seed, sealIdentity, sealRecipient: 'age1', secrets: [secret] }
  })
  keyring.addSecrets([{ scope: 'federation', key: 'later' as EntryId, secret: filled(9) }])
  const held = keyring.secrets.map(one => one.secret)
  expect(held).toHaveLength(2)
  expect(keyring.sealIdentity).toBe('AGE-SECRET-KEY-1QQ')
  expect([seed, sealIdentity, ...held].some(isZero)).toBe(false)
  keyring.wipe()
  expect([seed, sealIdentity, secret.secret, ...held].every(isZero)).toBe(true)
  expect(keyring.sealIdentity).toBe('')
  expect(keyring.federationSecrets).toEqual([])
  expect(() => keyring.sign(filled(1))).toThrow(/locked/)
})

test('read anew after a failure, a secret others are at work with stays where it lies', async () => {
  const store = await makeDevice({ handle: 'Ana' })
  beginFederation(store)
  const [secret] = store.keyring.federationSecrets
  const before = Buffer.from(secret!)
  store.open()
  expect(store.keyring.federationSecrets[0]).toBe(secret)
  expect(before.equals(secret!)).toBe(true)
})
