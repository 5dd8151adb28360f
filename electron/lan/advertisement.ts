/**
 * What a device lets the network see: a nonce, drawn anew whenever the network is switched on, and an
 * HMAC of it that members of the federation recognise. No name, no key, no commune.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import * as v from 'valibot'

export const nonceBytes = 16

export interface Advertisement {
  nonce: Uint8Array
  /** the port it listens on */
  port: number
}

const base64url = (exactly: number) =>
  v.pipe(
    v.string(),
    v.maxLength(64),
    v.regex(/^[A-Za-z0-9_-]+$/),
    v.transform(text => Buffer.from(text, 'base64url')),
    v.check(bytes => bytes.length === exactly)
  )
const txtSchema = v.object({ n: base64url(nonceBytes), m: base64url(32) })
const portSchema = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535))

const macOf = (federationSecret: Uint8Array, nonce: Uint8Array, port: number) =>
  createHmac('sha256', federationSecret).update(`chumak advertisement 1 ${port}\n`).update(nonce).digest()

export const drawNonce = (): Uint8Array => new Uint8Array(randomBytes(nonceBytes))

/** The TXT record's pairs. */
export const advertisementTxt = (federationSecret: Uint8Array, { nonce, port }: Advertisement) => ({
  n: Buffer.from(nonce).toString('base64url'),
  m: macOf(federationSecret, nonce, port).toString('base64url')
})

/** Null for what is malformed or not of this federation, by any of its secrets. */
export const recogniseAdvertisement = (
  federationSecrets: readonly Uint8Array[],
  txt: unknown,
  port: unknown
): Advertisement | null => {
  const pairs = v.safeParse(txtSchema, txt)
  const itsPort = v.safeParse(portSchema, port)
  if (!pairs.success || !itsPort.success) return null
  const { n: nonce, m: mac } = pairs.output
  const isOurs = federationSecrets.some(secret => timingSafeEqual(mac, macOf(secret, nonce, itsPort.output)))
  if (!isOurs) return null
  return { nonce: new Uint8Array(nonce), port: itsPort.output }
}
