import { useEffect, useSyncExternalStore } from 'react'
import { ask } from '../queries/ask.ts'

/** Minutes without a key or a movement after which the record locks itself; 0 is never. */
export const lockAfterChoices = [5, 15, 60, 0] as const
export type LockAfter = (typeof lockAfterChoices)[number]

/** Of this window, for every record: it must be known before any is open. */
const storageKey = 'chumak-lock-after'
const usual: LockAfter = 15
const lookEveryMs = 1_000
const signs = ['pointermove', 'pointerdown', 'keydown', 'wheel'] as const

const heard = new Set<() => void>()

export const isLockAfter = (value: number): value is LockAfter =>
  (lockAfterChoices as readonly number[]).includes(value)

const lockAfter = (): LockAfter => {
  const stored = localStorage.getItem(storageKey)
  const minutes = stored === null ? Number.NaN : Number(stored)
  return isLockAfter(minutes) ? minutes : usual
}

export const setLockAfter = (minutes: LockAfter): void => {
  localStorage.setItem(storageKey, String(minutes))
  for (const one of heard) one()
}

const subscribe = (one: () => void) => {
  heard.add(one)
  return () => {
    heard.delete(one)
  }
}

export const useLockAfter = (): LockAfter => useSyncExternalStore(subscribe, lockAfter)

/** Locks when nobody has touched the window for so long, and nothing long is running. */
export const useIdleLock = (): void => {
  const minutes = useLockAfter()
  useEffect(() => {
    if (minutes === 0) return
    let touchedMs = performance.now()
    const touched = () => {
      touchedMs = performance.now()
    }
    for (const sign of signs) window.addEventListener(sign, touched, { capture: true, passive: true })
    const stopHearing = window.chumak.listen('progress', touched)
    const timer = setInterval(() => {
      if (performance.now() - touchedMs < minutes * 60_000) return
      touched()
      // should this fail, the next round tries again; the keeper tells the window when it is locked
      ask('vault.lock').catch(error => console.error('not locked', error))
    }, lookEveryMs)
    return () => {
      clearInterval(timer)
      stopHearing()
      for (const sign of signs) window.removeEventListener(sign, touched, { capture: true })
    }
  }, [minutes])
}
