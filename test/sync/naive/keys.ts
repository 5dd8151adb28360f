import type { Standing } from './authority.ts'
import { judgeClaim } from './judge.ts'

/** docs/formats.md, "Secrets": the keys of each scope that count, the newest first. Cases are not played here. */
export const keysOf = (standing: Standing): Map<string, string[]> => {
  const keys = new Map<string, string[]>()
  for (const { id, log, seq, body } of standing.order.acts) {
    if (body.kind !== 'key') continue
    const scope = String(body.fields.scope)
    const { commune } = body
    if (scope !== 'federation' && scope !== commune) continue
    const asks = scope === 'federation' ? 'leave' : 'key'
    if (judgeClaim(standing, { kind: asks, log, seq, commune }) !== null) continue
    keys.set(scope, [id, ...(keys.get(scope) ?? [])])
  }
  return keys
}
