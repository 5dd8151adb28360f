import { hashing } from '../../electron/store/node-crypto.ts'
import type { Store } from '../../electron/store/open-store.ts'
import { runEnds } from '../../shared/replication/run-ends.ts'
import { createSession, type Session } from '../../shared/replication/session.ts'

/** Two stores on one wire in memory, by the protocol of links, until both are silent or it is cut. */
export const linkStores = (a: Store, b: Store, pieces: number): void => {
  const wires: { to: 'a' | 'b'; message: Uint8Array }[] = []
  const ended: string[] = []
  const sessionOf = (store: Store, peer: Store, to: 'a' | 'b'): Session =>
    createSession({
      store,
      peer: peer.device,
      endsOf: run => runEnds(run, hashing),
      nowMs: () => 0,
      soon: work => work(),
      send: message => wires.push({ to, message }),
      end: (why, detail) => ended.push(`${why} ${detail}`),
      onAppended: () => undefined,
      onCounts: () => undefined,
      onLive: () => undefined
    })
  const sessions = { a: sessionOf(a, b, 'b'), b: sessionOf(b, a, 'a') }
  for (let carried = 0; carried < pieces; carried++) {
    const next = wires.shift()
    if (!next) break
    sessions[next.to].take(next.message)
  }
  void sessions.a.stop()
  void sessions.b.stop()
  if (ended.length > 0) throw new Error(`a link between honest devices ended: ${ended}`)
}
