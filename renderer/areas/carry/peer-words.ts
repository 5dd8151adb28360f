import type { Peer } from '#shared/contract.ts'
import type { Format } from '../../text/format.ts'
import type { Texts } from '../../text/texts.ts'

/** What a device near by holds of what we hold, in words. */
export const peerWords = (peer: Peer, text: Texts['carry']['lan'], format: Format): string => {
  if (peer.state === 'unreachable') return text.unreachable(format.time(peer.since))
  if (peer.state === 'linking') return text.linking(format.time(peer.since))
  if (peer.theyLack === null || peer.weLack === null) return text.comparing
  const theirs = peer.theyLack === 0 ? text.same : text.theyLack(peer.theyLack)
  return peer.weLack === 0 ? theirs : text.and(theirs, text.weLack(peer.weLack))
}

/** Who it is, as far as it has told. */
export const peerName = (peer: Peer, text: Texts['carry']['lan']): string =>
  [peer.handle, peer.communeName].filter(Boolean).join(', ') || text.unknownDevice
