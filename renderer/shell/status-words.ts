import type { LanStatus, LastNews, Stats } from '#shared/contract.ts'
import type { Format } from '../text/format.ts'
import type { Texts } from '../text/texts.ts'

/** Where the record stands, in words: what is held, and the newest news that came from others. */
export const statusWords = (
  stats: Pick<Stats, 'entries' | 'communes'>,
  news: readonly LastNews[],
  text: Texts,
  format: Format,
  nowMs: number
): string => {
  const { status } = text.shell
  const holding = status.holding(stats.entries, stats.communes)
  const newest = news
    .filter(one => one.road !== 'own')
    .reduce<LastNews | null>((best, one) => (best && best.at >= one.at ? best : one), null)
  if (!newest) return `${holding} ${status.noNews}`
  const commune = newest.communeName
  // The day as this machine's own calendar has it.
  const at = new Date(newest.at)
  const day = `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`
  return newest.road === 'bundle'
    ? `${holding} ${status.byStick(commune, format.dayShort(day))}`
    : `${holding} ${status.byLan(commune, format.ago(newest.at, nowMs))}`
}

/** The local network in one phrase. */
export const lanWords = (lan: LanStatus, text: Texts): string => {
  const { status } = text.shell
  if (!lan.on) return status.lanOff
  const linked = lan.peers.filter(peer => peer.state === 'linked').length
  return linked === 0 ? status.lanAlone : status.lanNear(linked)
}
