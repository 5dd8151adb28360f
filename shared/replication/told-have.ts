/** What a device holds, told in as many messages as it takes: the last is the one without `more`. */
import type { LogId } from '../record/entry.ts'
import type { HaveVector, LogHead } from '../record/run.ts'
import { type Message, messageLimits } from './messages.ts'

type Have = Extract<Message, { name: 'have' }>

/** Beyond this nothing is told: what was not told is given once more over each link, and taken for held then. */
export const mostHeads = 200_000

/** A log with more heads than one list may hold stands there several times. */
function* lists(have: HaveVector): Generator<LogHead, void, void> {
  for (const { log, heads } of have)
    for (let at = 0; at === 0 || at < heads.length; at += messageLimits.headsPerLog)
      yield { log, heads: heads.slice(at, at + messageLimits.headsPerLog) }
}

export function* haveMessages(have: HaveVector): Generator<Have, void, void> {
  let part: HaveVector = []
  let inPart = 0
  let told = 0
  for (const list of lists(have)) {
    const count = Math.max(1, list.heads.length)
    if (told + count > mostHeads) break
    if (inPart + count > messageLimits.headsAtOnce) {
      yield { name: 'have', have: part, more: true }
      part = []
      inPart = 0
    }
    part.push(list)
    inPart += count
    told += count
  }
  yield { name: 'have', have: part }
}

export interface Hearing {
  /** All of it once the last part came; null before that. Throws RangeError where more is told than may be. */
  take(message: Have): HaveVector | null
}

export const createHearing = (): Hearing => {
  let heard = new Map<LogId, LogHead['heads']>()
  let count = 0
  return {
    take: ({ have, more }) => {
      for (const { log, heads } of have) {
        count += Math.max(1, heads.length)
        if (count > mostHeads) throw new RangeError('tells of too many heads')
        const known = heard.get(log)
        if (known) known.push(...heads)
        else heard.set(log, [...heads])
      }
      if (more) return null
      const all = [...heard].map(([log, heads]) => ({ log, heads }))
      heard = new Map()
      count = 0
      return all
    }
  }
}
