/**
 * Who is at the other end of a link. Nothing of the record and no name leaves before both proofs.
 *
 *   dialler                                   listener
 *   prove-federation ───────────────────────▶ awaits-federation   (wrong: closed without a word)
 *   awaits-federation ◀────────────────────── prove-federation
 *   prove-device ───────────────────────────▶ awaits-device       (not a member: closed)
 *   awaits-device ◀────────────────────────── prove-device
 *   open                                      open
 *
 * Each proof covers the TLS connection's exporter value (RFC 5705, RFC 9266) and the prover's role, so
 * neither passing it on over another connection nor sending it back is of any use.
 */
import type { Signing, Verifying } from '../record/deps.ts'
import type { LogId } from '../record/entry.ts'
import { idToBytes } from '../record/ids.ts'
import { type Message, protocolVersion } from './messages.ts'

export type LinkRole = 'dialler' | 'listener'

export type Refusal =
  /** not a frame of this protocol, or not the one that was due */
  | 'bad-frame'
  /** does not hold the federation's secret */
  | 'foreign'
  /** of the federation, but no member's device that we know of */
  | 'not-member'
  /** ourselves, reached by another address */
  | 'self'

export interface HandshakeDeps {
  role: LinkRole
  /** 32 bytes drawn from this TLS connection, the same at both ends and nowhere else */
  exporter: Uint8Array
  federationSecret: Uint8Array
  signing: Signing
  verifying: Verifying
  /** this device's log, and the nonce it advertises by */
  device: LogId
  nonce: Uint8Array
  isMember(device: LogId): boolean
  /** HMAC-SHA-256 of the parts joined */
  hmac(key: Uint8Array, ...parts: Uint8Array[]): Uint8Array
  /** in constant time */
  equal(a: Uint8Array, b: Uint8Array): boolean
  send(message: Message): void
}

export interface ProvenPeer {
  device: LogId
  nonce: Uint8Array
}
export type HandshakeStep =
  | { state: 'going-on' }
  | { state: 'open'; peer: ProvenPeer }
  | { state: 'refused'; why: Refusal }

export interface Handshake {
  /** the dialler's first word; the listener waits */
  begin(): void
  take(message: Message | null): HandshakeStep
}

/** Printable ASCII only, so that the bytes are the characters. */
const ascii = (text: string): Uint8Array => Uint8Array.from(text, c => c.charCodeAt(0))
const other = (role: LinkRole): LinkRole => (role === 'dialler' ? 'listener' : 'dialler')
const refused = (why: Refusal): HandshakeStep => ({ state: 'refused', why })

export const createHandshake = (deps: HandshakeDeps): Handshake => {
  let awaits: 'federation' | 'device' | 'nothing' = 'federation'

  const federationProof = (role: LinkRole) =>
    deps.hmac(deps.federationSecret, ascii(`chumak link 1 federation ${role}\n`), deps.exporter)
  const deviceStatement = (role: LinkRole, nonce: Uint8Array) => {
    const purpose = ascii(`chumak link 1 device ${role}\n`)
    const statement = new Uint8Array(purpose.length + deps.exporter.length + nonce.length)
    statement.set(purpose)
    statement.set(deps.exporter, purpose.length)
    statement.set(nonce, purpose.length + deps.exporter.length)
    return statement
  }
  const proveFederation = () =>
    deps.send({ name: 'prove-federation', version: protocolVersion, proof: federationProof(deps.role) })
  const proveDevice = () =>
    deps.send({
      name: 'prove-device',
      device: deps.device,
      signature: deps.signing.sign(deviceStatement(deps.role, deps.nonce)),
      nonce: deps.nonce
    })

  const takeFederation = (message: Message | null): HandshakeStep => {
    if (message?.name !== 'prove-federation' || message.version < protocolVersion) return refused('bad-frame')
    if (!deps.equal(message.proof, federationProof(other(deps.role)))) return refused('foreign')
    awaits = 'device'
    if (deps.role === 'dialler') proveDevice()
    else proveFederation()
    return { state: 'going-on' }
  }

  const takeDevice = (message: Message | null): HandshakeStep => {
    if (message?.name !== 'prove-device') return refused('bad-frame')
    const { device, nonce, signature } = message
    const publicKey = idToBytes(device)
    const statement = deviceStatement(other(deps.role), nonce)
    if (!publicKey || !deps.verifying.verify(publicKey, statement, signature)) return refused('foreign')
    if (device === deps.device) return refused('self')
    if (!deps.isMember(device)) return refused('not-member')
    awaits = 'nothing'
    if (deps.role === 'listener') proveDevice()
    return { state: 'open', peer: { device, nonce } }
  }

  return {
    begin: () => {
      if (deps.role === 'dialler') proveFederation()
    },
    take: message => {
      if (awaits === 'federation') return takeFederation(message)
      if (awaits === 'device') return takeDevice(message)
      return refused('bad-frame')
    }
  }
}
