import { useCallback, useEffect, useRef, useState } from 'react'
import type { DeskTable } from './desk.ts'
import { useDesk } from './desk-provider.tsx'

/** A pause this long in typing writes the draft; leaving the screen or the window writes it at once. */
const pauseMs = 300

export interface Draft<T> {
  value: T
  /** false until what lay on the desk was read: show the form only then */
  ready: boolean
  /** true once the value differs from `initial` */
  dirty: boolean
  change(next: T | ((before: T) => T)): void
  /** back to `initial`, and off the desk: call it once the form was saved or thrown away */
  clear(): Promise<void>
}

/**
 * A value that survives a crash of the window: `const draft = useDraft('offer:new', emptyOffer)`. One key
 * is one form; a changed key reads that one's draft. `T` is plain data (CBOR).
 */
export const useDraft = <T>(key: string, initial: T, table: DeskTable = 'drafts'): Draft<T> => {
  const desk = useDesk()
  const first = useRef(initial)
  first.current = initial
  const [state, setState] = useState({ key, value: initial, ready: false, dirty: false })
  const waiting = useRef<{ key: string; value: T; timer: ReturnType<typeof setTimeout> } | null>(null)

  const flush = useCallback(() => {
    const due = waiting.current
    if (!due) return
    clearTimeout(due.timer)
    waiting.current = null
    void desk.put(table, due.key, due.value).catch(error => console.error('desk: draft not written', error))
  }, [desk, table])

  useEffect(() => {
    let gone = false
    setState({ key, value: first.current, ready: false, dirty: false })
    void desk
      .get(table, key)
      .catch(error => console.error('desk: draft not read', error))
      .then(stored => {
        if (gone) return
        const value = stored === undefined ? first.current : (stored as T)
        setState({ key, value, ready: true, dirty: stored !== undefined })
      })
    window.addEventListener('pagehide', flush)
    return () => {
      gone = true
      window.removeEventListener('pagehide', flush)
      flush()
    }
  }, [desk, table, key, flush])

  const current = useRef(state)
  current.current = state

  const change = useCallback(
    (next: T | ((before: T) => T)) => {
      const value = typeof next === 'function' ? (next as (before: T) => T)(current.current.value) : next
      current.current = { key, value, ready: true, dirty: true }
      setState(current.current)
      if (waiting.current) clearTimeout(waiting.current.timer)
      waiting.current = { key, value, timer: setTimeout(flush, pauseMs) }
    },
    [key, flush]
  )

  const clear = useCallback(async () => {
    if (waiting.current) clearTimeout(waiting.current.timer)
    waiting.current = null
    setState({ key, value: first.current, ready: true, dirty: false })
    await desk.remove(table, key)
  }, [desk, table, key])

  // A changed key shows the new form as not ready at once, not after the effect.
  const shown = state.key === key ? state : { value: initial, ready: false, dirty: false }
  return { value: shown.value, ready: shown.ready, dirty: shown.dirty, change, clear }
}

/** How somebody likes to look at something (a sort, a tab, a map's place); it outlives the window. */
export const useViewSetting = <T>(key: string, initial: T): [T, (next: T) => void] => {
  const { value, change } = useDraft<T>(key, initial, 'views')
  return [value, change]
}
