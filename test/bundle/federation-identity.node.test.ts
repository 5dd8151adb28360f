import { hkdfSync } from 'node:crypto'
import { bech32 } from '@scure/base'
import { Decrypter, Encrypter } from 'age-encryption'
import { expect, it } from 'vitest'
import { federationIdentity, federationRecipient } from '#shared/bundle/federation-identity.ts'

const secret = Uint8Array.from({ length: 32 }, (_, i) => i)

it('is the same for every holder of the secret, now and in later versions', async () => {
  expect(federationIdentity(secret)).toBe(
    'AGE-SECRET-KEY-1G55E3MCK54MYDG05QEWZZEU35PSRNMS0WKQUTNFD3485DE0XVFXQV8UFJF'
  )
  expect(await federationRecipient(secret)).toBe(
    'age19wzscuugxjrd3jwlgr6r9rcdtpzzsp7amtuyc9s9u2msfz5pwv4sf659fj'
  )
})

it("is HKDF-SHA-256 of the secret under the format's label", () => {
  const scalar = hkdfSync('sha256', secret, '', 'chumak federation bundle v1', 32)
  const { prefix, bytes } = bech32.decodeToBytes(federationIdentity(secret).toLowerCase())
  expect(prefix).toBe('age-secret-key-')
  expect(Buffer.from(bytes)).toEqual(Buffer.from(scalar))
})

it('opens with any age tool what is encrypted to the federation', async () => {
  const encrypter = new Encrypter()
  encrypter.addRecipient(await federationRecipient(secret))
  const decrypter = new Decrypter()
  decrypter.addIdentity(federationIdentity(secret))
  expect(await decrypter.decrypt(await encrypter.encrypt('salt'), 'text')).toBe('salt')
  const other = new Decrypter()
  other.addIdentity(federationIdentity(new Uint8Array(32)))
  await expect(other.decrypt(await encrypter.encrypt('salt'))).rejects.toThrow('no identity matched')
})

it('takes nothing for a secret that is not 32 bytes long', () => {
  expect(() => federationIdentity(new Uint8Array(31))).toThrow()
})
