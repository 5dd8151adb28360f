/**
 * Who is at the other end of a link. Nothing of the record and no name leaves before both proofs.
 *
 *   dialler                                   listener
 *   prove-federation ───────────────────────▶ awaits-federation   (none known: closed without a word)
 *   awaits-federation ◀────────────────────── prove-federation    (under the newest that both know)
 *   prove-device ───────────────────────────▶ awaits-device       (not a member: closed)
 *   awaits-device ◀────────────────────────── prove-device
 *   open                                      open
 *
 * The federation's secret is renewed when somebody is released. Whoever was away at that time knows an old
 * one only, and so does the released device: so on an old secret a side that knows a newer one does not
 * say who it is before the other has, by a device that is a member. Where the dialler is that side, the
 * listener says who it is first. The dialler gives a proof for each secret that it knows, newest first.
 *
 * Each proof covers the TLS connection's exporter value (RFC 5705, RFC 9266) and the prover's role, so
 * neither passing it on over another connection nor sending it back is of any use.
 */
import type { Signing, Verifying } from '../record/deps.ts'
import type { LogId } from '../record/entry.ts'
import { idToBytes } from '../record/ids.ts'
import { type Message, messageLimits, protocolVersion } from './messages.ts'

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
  /** another laptop that writes with our own key: one of the two is a copy. It is told so too. */
  | 'same-key'

export interface HandshakeDeps {
  role: LinkRole
  /** 32 bytes drawn from this TLS connection, the same at both ends and nowhere else */
  exporter: Uint8Array
  /** every secret of the federation that this device knows, the newest first */
  federationSecrets: readonly Uint8Array[]
  signing: Signing
  verifying: Verifying
  /** this device's log, and the nonce it advertises by */
  device: LogId
  nonce: Uint8Array
  /** `byNewest`: it proved the newest secret that this device knows, and not an older one */
  isMember(device: LogId, byNewest: boolean): boolean
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
  const { role } = deps
  const secrets = deps.federationSecrets.slice(0, messageLimits.proofs)
  let awaits: 'federation' | 'device' | 'nothing' = 'federation'
  let saidDevice = false
  let byNewest = false

  const federationProof = (secret: Uint8Array, prover: LinkRole) =>
    deps.hmac(secret, ascii(`chumak link 2 federation ${prover}\n`), deps.exporter)
  const deviceStatement = (prover: LinkRole, nonce: Uint8Array) => {
    const purpose = ascii(`chumak link 2 device ${prover}\n`)
    const statement = new Uint8Array(purpose.length + deps.exporter.length + nonce.length)
    statement.set(purpose)
    statement.set(deps.exporter, purpose.length)
    statement.set(nonce, purpose.length + deps.exporter.length)
    return statement
  }
  const proveFederation = (proofs: Uint8Array[]) =>
    deps.send({ name: 'prove-federation', version: protocolVersion, proofs })
  const proveDevice = () => {
    saidDevice = true
    deps.send({
      name: 'prove-device',
      device: deps.device,
      signature: deps.signing.sign(deviceStatement(role, deps.nonce)),
      nonce: deps.nonce
    })
  }

  /** Which of our secrets, counted from the newest, one of the proofs is made with; -1 for none. */
  const sharedWith = (proofs: readonly Uint8Array[]): number =>
    secrets.findIndex(secret => {
      const expected = federationProof(secret, other(role))
      return proofs.some(proof => deps.equal(proof, expected))
    })

  const takeFederation = (message: Message | null): HandshakeStep => {
    if (message?.name !== 'prove-federation' || message.version < protocolVersion) return refused('bad-frame')
    // the listener chooses one secret, and has no more to say of others
    if (role === 'dialler' && message.proofs.length > 1) return refused('bad-frame')
    const shared = sharedWith(message.proofs)
    const secret = secrets[shared]
    if (!secret) return refused('foreign')
    awaits = 'device'
    byNewest = shared === 0
    if (role === 'dialler') {
      // on an old secret it waits until the listener has said who it is
      if (shared === 0) proveDevice()
      return { state: 'going-on' }
    }
    const theirNewest = message.proofs[0]
    const isTheirNewest = theirNewest && deps.equal(theirNewest, federationProof(secret, other(role)))
    // both claim newer ones that the other does not know: neither may be the first to say who it is
    if (!isTheirNewest && shared > 0) return refused('foreign')
    proveFederation([federationProof(secret, role)])
    // the dialler knows a newer one, and waits for our device
    if (!isTheirNewest) proveDevice()
    return { state: 'going-on' }
  }

  const takeDevice = (message: Message | null): HandshakeStep => {
    if (message?.name !== 'prove-device') return refused('bad-frame')
    const { device, nonce, signature } = message
    const publicKey = idToBytes(device)
    const statement = deviceStatement(other(role), nonce)
    if (!publicKey || !deps.verifying.verify(publicKey, statement, signature)) return refused('foreign')
    if (device === deps.device) {
      if (deps.equal(nonce, deps.nonce)) return refused('self')
      // it has the key already, so that it learns nothing but this
      if (!saidDevice) proveDevice()
      return refused('same-key')
    }
    if (!deps.isMember(device, byNewest)) return refused('not-member')
    awaits = 'nothing'
    if (!saidDevice) proveDevice()
    return { state: 'open', peer: { device, nonce } }
  }

  return {
    begin: () => {
      if (role === 'dialler') proveFederation(secrets.map(secret => federationProof(secret, role)))
    },
    take: message => {
      if (awaits === 'federation') return takeFederation(message)
      if (awaits === 'device') return takeDevice(message)
      return refused('bad-frame')
    }
  }
}
