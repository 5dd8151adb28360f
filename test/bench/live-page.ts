/** A document on a page of its own, through this app's live side or through y-webrtc alone. For live.bench.ts. */
import { Awareness } from 'y-protocols/awareness'
import { WebrtcProvider } from 'y-webrtc'
import * as Y from 'yjs'
import { openLiveDoc } from '../../renderer/live/webrtc.ts'

const doc = new Y.Doc()
const text = doc.getText('agenda')
const now = () => performance.timeOrigin + performance.now()
/** when each stroke was on this page's screen, by its number */
const shown = new Map<number, number>()

text.observe(({ delta, transaction }) => {
  if (transaction.local) return
  const strokes = delta.flatMap(({ insert }) =>
    typeof insert === 'string' ? [...insert.matchAll(/(\d+);/g)].map(([, n]) => Number(n)) : []
  )
  // drawn with the next frame
  if (strokes.length > 0)
    requestAnimationFrame(() => {
      for (const stroke of strokes) shown.set(stroke, now())
    })
})

let direct = () => 0
const page = {
  own: (relayUrl: string, room: string) => {
    const onPeers = () => undefined
    const live = openLiveDoc({ doc, awareness: new Awareness(doc), relayUrl, room, onPeers })
    direct = () => live.paths().direct
  },
  bare: (signallingUrl: string, room: string) => {
    const peerOpts = { config: { iceServers: [] } }
    const provider = new WebrtcProvider(room, doc, { signaling: [signallingUrl], maxConns: 40, peerOpts })
    direct = () => [...(provider.room?.webrtcConns.values() ?? [])].filter(conn => conn.connected).length
  },
  direct: () => direct(),
  /** answers when it was pressed, ms */
  press: (stroke: number) => {
    const at = now()
    text.insert(text.length, `${stroke};`)
    return at
  },
  shown: () => [...shown]
}
export type BenchPage = typeof page

declare global {
  interface Window {
    bench: BenchPage
  }
}
window.bench = page
