import { useRef } from 'react'
import { type CodeCollector, createCodeCollector } from '#shared/invitation/code-text.ts'
import type { Taken } from './code-input.tsx'

/** Collects the parts of a card or a welcome as they are read; `done` hears all of it. */
export const useCollecting = (done: (bytes: Uint8Array<ArrayBuffer>) => void): ((text: string) => Taken) => {
  const collector = useRef<CodeCollector | null>(null)
  return text => {
    collector.current ??= createCodeCollector()
    const taken = collector.current.take(text)
    if (taken.state === 'other') return 'other'
    if (taken.state === 'parts') return { have: taken.have, of: taken.of }
    collector.current = null
    done(new Uint8Array(taken.bytes))
    return 'whole'
  }
}
