import { createHash } from 'node:crypto'
import { canonical } from '../../../shared/record/body-codec.ts'
import type { Judged } from './judge.ts'

const things = new Set(['commune', 'federation', 'offer'])

/** docs/formats.md, "The state hash", in hexadecimal. */
export const stateOf = (judged: Judged): string => {
  const whole = createHash('sha256')
  const shown = [...judged.things.values()]
    .map(thing => ({ thing, bytes: Buffer.from(thing.first.id, 'base64url') }))
    .sort((a, b) => Buffer.compare(a.bytes, b.bytes))
  for (const { thing, bytes } of shown) {
    const { first, fields, contested, heads, claimedAt } = thing
    const { kind, commune = null, over = [] } = first.body
    const told = Object.fromEntries(
      Object.entries(fields).filter(([, value]) => !(value instanceof Uint8Array))
    )
    const seen = things.has(kind) ? [] : over
    whole.update(bytes)
    whole.update(
      createHash('sha256')
        .update(canonical([first.id, kind, commune, first.log, claimedAt, told, contested, heads, seen]))
        .digest()
    )
  }
  return whole.digest('hex')
}
