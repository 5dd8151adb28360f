/** Builds `window.chumak` from the contract: one function per request, none for anything else. */
import { contextBridge, ipcRenderer } from 'electron'
import {
  type EventName,
  type FromKeeper,
  keeperRequests,
  type ToKeeper,
  windowRequests
} from '#shared/contract.ts'

const answers = new Map<number, (result: unknown) => void>()
const listeners = new Map<EventName, Set<(data: unknown) => void>>()
let asked = 0
/** Set in window.ts. */
const versionFlag = '--chumak-version='

/** Questions asked before the port came wait for it. */
const port = new Promise<MessagePort>(resolve => {
  ipcRenderer.once('keeper-port', ({ ports: [given] }) => {
    if (!given) throw new Error('main sent no port to the keeper')
    given.onmessage = ({ data }: MessageEvent<FromKeeper>) => hear(data)
    resolve(given)
  })
  ipcRenderer.send('keeper-port')
})

function hear(message: FromKeeper): void {
  if ('answer' in message) {
    answers.get(message.answer)?.(message.result)
    answers.delete(message.answer)
  } else {
    for (const heard of listeners.get(message.event) ?? []) heard(message.data)
  }
}

async function askKeeper(name: string, args: unknown): Promise<unknown> {
  const message: ToKeeper = { ask: ++asked, name, args }
  const answered = new Promise(resolve => answers.set(message.ask, resolve))
  ;(await port).postMessage(message)
  return answered
}

const functionsFor = (names: string[], ask: (name: string, args: unknown) => Promise<unknown>) =>
  Object.fromEntries(names.map(name => [name, (args?: unknown) => ask(name, args)]))

contextBridge.exposeInMainWorld('chumak', {
  ask: {
    ...functionsFor(Object.keys(keeperRequests), askKeeper),
    ...functionsFor(Object.keys(windowRequests), (name, args) =>
      ipcRenderer.invoke('window-request', name, args)
    )
  },
  listen(event: EventName, heard: (data: unknown) => void) {
    const all = listeners.get(event) ?? new Set()
    listeners.set(event, all.add(heard))
    return () => {
      all.delete(heard)
    }
  },
  platform: process.platform,
  version: process.argv.find(arg => arg.startsWith(versionFlag))?.slice(versionFlag.length) ?? ''
})
