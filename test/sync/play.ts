import type { Action, Script } from './actions.ts'
import { bodilessOf, checkDevice } from './oracle.ts'
import { World } from './world.ts'

/** Plays a script on real stores and checks the rules at every step and at the end. Throws what does not hold. */
export const play = async ({ devices, actions }: Script): Promise<void> => {
  const world = await World.begin(devices)
  try {
    for (const action of actions) for (const store of await world.perform(action)) checkDevice(store)
    world.exchangeUntilQuiet()
    const ends = new Map<string, Set<string>>()
    for (const { store } of world.devices) {
      checkDevice(store)
      const { entries, logs, communes, state, setAside } = store.stats()
      const end = JSON.stringify({ entries, logs, communes, state, setAside })
      // a body that one device was asked to forget, by a word that counts no more, may be left with others
      const forgotten = bodilessOf(store).join(' ')
      ends.set(forgotten, (ends.get(forgotten) ?? new Set()).add(end))
    }
    for (const states of ends.values())
      if (states.size > 1) throw new Error(`the devices differ in the end: ${[...states].join(' ')}`)
  } finally {
    world.end()
  }
}

export const failureOf = async (devices: number, actions: readonly Action[]): Promise<Error | null> => {
  try {
    await play({ devices, actions: [...actions] })
    return null
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}
