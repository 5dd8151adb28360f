/**
 * The keeper's process. Main starts it (`start`), then hands it one port per window (`window`); from
 * then on the windows talk to it directly, and nothing it does blocks one.
 */
import './web-crypto.ts'
import * as v from 'valibot'
import type { EventName, Events, FromKeeper } from '#shared/contract.ts'
import { answer } from '../handlers/answer.ts'
import { createKeeper } from './create-keeper.ts'
import { type Keeper, lockKeeper } from './keeper-state.ts'

const startMessage = v.object({
  type: v.literal('start'),
  home: v.string(),
  resources: v.string()
})
const windowMessage = v.object({ type: v.literal('window') })
const toKeeper = v.object({ ask: v.number(), name: v.string(), args: v.unknown() })

const ports = new Set<Electron.MessagePortMain>()

const emit = <E extends EventName>(event: E, data: Events[E]): void => {
  const message: FromKeeper = { event, data }
  for (const port of ports) port.postMessage(message)
}

let keeper: Keeper | null = null

const serve = (port: Electron.MessagePortMain, to: Keeper): void => {
  ports.add(port)
  port.on('message', async ({ data }) => {
    const parsed = v.safeParse(toKeeper, data)
    if (!parsed.success) return // only our own preload holds this port; a stray message has no asker
    const { ask, name, args } = parsed.output
    const message: FromKeeper = { answer: ask, result: await answer(name, args, to) }
    port.postMessage(message)
  })
  port.on('close', () => ports.delete(port))
  port.start()
}

const stopKeeper = async (): Promise<void> => keeper?.vault.stop(keeper.jobs.stop())

process.parentPort.on('message', ({ data, ports: [port] }) => {
  if (v.is(startMessage, data)) {
    keeper = createKeeper({
      home: data.home,
      resources: data.resources,
      emit,
      clock: Date.now
    })
  } else if (v.is(windowMessage, data) && port && keeper) serve(port, keeper)
  else if (data?.type === 'suspend' && keeper) void lockKeeper(keeper).catch(keeper.logBug)
  else if (data?.type === 'stop') void stopKeeper().finally(() => process.exit(0))
})
