import type { Action, Script } from './actions.ts'
import { drawTheSame } from './chance.ts'
import type { Tally } from './events.ts'
import { checkDisk } from './oracle.ts'
import { World } from './world.ts'

export interface Played {
  /** how often each action did what it was meant to */
  effects: Tally
  /** in how many devices, step by step, each of `wantedEvents` was seen */
  events: Tally
}

/** Plays a script on real stores and checks the rules at every step and at the end. Throws what does not hold. */
export const play = async ({ devices, actions }: Script): Promise<Played> => {
  const drawAnew = drawTheSame()
  const world = await World.begin(devices)
  try {
    for (const action of actions) for (const store of await world.perform(action)) world.oracle.check(store)
    world.exchangeUntilQuiet()
    const ends = new Set<string>()
    for (const { store } of world.devices) {
      checkDisk(store)
      if (store.missingBodies().size > 0) throw new Error(`${store.device} still lacks what entries say`)
      const view = world.oracle.check(store)
      world.oracle.checkForgotten(view)
      const { entries, logs, communes, state, setAside } = store.stats()
      ends.add(JSON.stringify({ entries, logs, communes, state, setAside }))
    }
    if (ends.size > 1) throw new Error(`the devices differ in the end: ${[...ends].join(' ')}`)
    return { effects: world.effects, events: world.oracle.events }
  } finally {
    world.end()
    drawAnew()
  }
}

/** Null where all held. */
export const failureOf = async (devices: number, actions: readonly Action[]): Promise<Error | null> => {
  try {
    await play({ devices, actions: [...actions] })
    return null
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}
