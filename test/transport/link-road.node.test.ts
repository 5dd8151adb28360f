import { performance } from 'node:perf_hooks'
import { encodeMessage, parseMessage } from '#shared/replication/messages.ts'
import { membersOf } from '../../electron/keeper/lan-of.ts'
import { openEndpoint } from '../../electron/lan/endpoint.ts'
import { createLan, type Lan } from '../../electron/lan/lan.ts'
import { createLink } from '../../electron/lan/link.ts'
import { createVerifying, hashing } from '../../electron/store/node-crypto.ts'
import type { Store } from '../../electron/store/open-store.ts'
import { until } from '../lan-link/devices.ts'
import { transportSuite } from './suite.ts'

/** The local network of an open record as the app has it, found by address alone. */
const lanOf = (store: Store): Lan =>
  createLan({
    ...{ store, keyring: store.keyring, hashing, verifying: createVerifying(), discover: false },
    clock: { nowMs: Date.now, monotonicMs: () => performance.now() },
    isMember: membersOf(store),
    describe: () => ({ handle: null, communeName: null }),
    onStatus: () => undefined,
    onAppended: () => undefined
  })

type WireEntry = [Uint8Array, Uint8Array, Uint8Array | null]

const isLevel = (lan: Lan): boolean => {
  const [peer] = lan.status().peers
  return peer?.state === 'linked' && peer.theyLack === 0 && peer.weLack === 0
}

/** Dials as `by` and sends one run; the code of the refusal, or null once it is acknowledged. */
const forceRun = async (by: Store, port: number, message: Uint8Array): Promise<string | null> => {
  const endpoint = await openEndpoint(0, () => undefined)
  try {
    const socket = await endpoint.dial('127.0.0.1', port)
    if (!socket.ok) throw new Error(socket.error.code)
    return await new Promise(resolve => {
      const { keyring, device } = by
      const deps = { keyring, device, federationSecrets: keyring.federationSecrets, isMember: () => true }
      const link = createLink(
        'dialler',
        socket.value,
        { ...deps, verifying: createVerifying(), nonce: new Uint8Array(16) },
        {
          onOpen: () => link.send(message),
          onMessage: answer => {
            if (parseMessage(answer)?.name !== 'ack') return
            resolve(null)
            link.close()
          },
          onEnd: why => resolve(why)
        }
      )
    })
  } finally {
    await endpoint.close()
  }
}

transportSuite('a link', async (a, b) => {
  const lans = [lanOf(a), lanOf(b)] as const
  const [lanA, lanB] = lans
  const portOf = (lan: Lan) => Number(lan.status().addresses[0]?.split(':').at(-1))
  const open = async () => {
    for (const lan of lans) await lan.switchOn()
  }
  const close = async () => {
    for (const lan of lans) await lan.switchOff()
  }
  const dial = () => lanA.connect(`127.0.0.1:${portOf(lanB)}`)
  return {
    meet: async () => {
      await open()
      try {
        const linked = await dial()
        if (!linked.ok) return [linked.error.code]
        await until(() => lans.every(isLevel))
        return []
      } finally {
        await close()
      }
    },
    meetUntil: async enough => {
      await open()
      await dial()
      await Promise.race([enough, until(() => lans.every(isLevel))])
      await close()
    },
    force: async ({ log, entries }) => {
      await open()
      try {
        const wire = entries.map(({ header, signature, body }): WireEntry => [header, signature, body])
        return await forceRun(a, portOf(lanB), encodeMessage({ name: 'run', log, entries: wire }))
      } finally {
        await close()
      }
    },
    close
  }
})
