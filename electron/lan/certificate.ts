/**
 * A self-signed P-256 certificate, new at every start and never stored. TLS needs one; nobody trusts it:
 * trust comes from the proofs inside (shared/replication/handshake.ts). It says nothing about its holder.
 *
 * The few dozen bytes of DER (RFC 5280 §4.1) are written here, because the X.509 libraries of the registry
 * bring a dependency-injection container and a global reflection polyfill along.
 */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'

const der = (tag: number, ...parts: Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts)
  const size = content.length
  if (size < 0x80) return Buffer.concat([Buffer.from([tag, size]), content])
  if (size < 0x100) return Buffer.concat([Buffer.from([tag, 0x81, size]), content])
  return Buffer.concat([Buffer.from([tag, 0x82, size >> 8, size & 0xff]), content])
}
const sequence = (...parts: Uint8Array[]) => der(0x30, ...parts)

const ecdsaWithSha256 = sequence(der(0x06, Buffer.from('2a8648ce3d040302', 'hex')))
const commonName = Buffer.from('550403', 'hex')
const name = (text: string) =>
  sequence(der(0x31, sequence(der(0x06, commonName), der(0x0c, Buffer.from(text)))))
/** From 1970 to the end of X.509's time: laptops' clocks are not to be relied on. */
const validity = sequence(der(0x17, Buffer.from('700101000000Z')), der(0x18, Buffer.from('99991231235959Z')))

const pem = (label: string, bytes: Buffer) =>
  `-----BEGIN ${label}-----\n${bytes.toString('base64').replace(/(.{64})(?=.)/g, '$1\n')}\n-----END ${label}-----\n`

/** Both in PEM. */
export const createCertificate = (): { cert: string; key: string } => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const serial = randomBytes(16)
  // a DER integer is signed and minimal: keep it positive, with no leading zero byte
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40
  const holder = name('link')
  const statement = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    ecdsaWithSha256,
    holder,
    validity,
    holder,
    publicKey.export({ type: 'spki', format: 'der' })
  )
  const signature = sign('sha256', statement, privateKey)
  const certificate = sequence(statement, ecdsaWithSha256, der(0x03, Buffer.from([0]), signature))
  return {
    cert: pem('CERTIFICATE', certificate),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  }
}
