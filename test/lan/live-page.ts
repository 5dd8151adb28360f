/** The live side of a window, alone on a page, for tests in a real browser. Bundled by browser.ts. */
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { presentAt, tellPresence } from '../../renderer/live/presence.ts'
import { type LiveDoc, openLiveDoc, type PeerPaths } from '../../renderer/live/webrtc.ts'

const doc = new Y.Doc()
const awareness = new Awareness(doc)
const text = doc.getText('agenda')
let live: LiveDoc | null = null
let paths: PeerPaths = { direct: 0, viaKeeper: 0 }

const page = {
  open: (relayUrl: string, room: string, device: string) => {
    tellPresence(doc, awareness, { device, handle: device, colour: '#1864ab' })
    const onPeers = (now: PeerPaths) => {
      paths = now
    }
    live = openLiveDoc({ doc, awareness, relayUrl, room, onPeers })
  },
  /** without a pause in between, as a view does that is closed and opened again */
  reopen: (relayUrl: string, room: string) => {
    const old = live
    const onPeers = (now: PeerPaths) => {
      paths = now
    }
    live = openLiveDoc({ doc, awareness, relayUrl, room, onPeers })
    // the old one goes only after the new one came, as with views that are mounted twice
    void old?.close()
  },
  close: () => live?.close(),
  write: (piece: string) => text.insert(text.length, piece),
  read: () => text.toString(),
  length: () => text.length,
  paths: () => paths,
  present: () => presentAt(doc, awareness).map(({ device, holds }) => `${device} ${holds}`)
}
export type LivePage = typeof page

declare global {
  interface Window {
    live: LivePage
  }
}
window.live = page
