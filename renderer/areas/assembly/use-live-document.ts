import { useEffect, useMemo, useState } from 'react'
import { FailureError } from '#shared/errors.ts'
import { useDesk } from '../../desk/desk-provider.tsx'
import { type DocPart, type LiveDocument, openLiveDocument } from '../../live/live-document.ts'
import { colourOf } from '../../live/presence.ts'
import type { Desk } from '../../live/unsaved.ts'

export interface OpenDocument {
  doc: string
  part: DocPart
  /** this device's log */
  device: string
  handle: string
}

/** Opens a live document for as long as its screen is there; null until the record was read. */
export const useLiveDocument = ({ doc, part, device, handle }: OpenDocument) => {
  const stored = useDesk()
  const [opened, setOpened] = useState<{ live: LiveDocument | null; error: unknown }>({
    live: null,
    error: null
  })
  const desk = useMemo(
    (): Desk => ({
      load: async key => {
        const kept = await stored.get('edits', key)
        return kept instanceof Uint8Array ? kept : null
      },
      save: (key, bytes) => stored.put('edits', key, bytes),
      clear: key => stored.remove('edits', key)
    }),
    [stored]
  )
  useEffect(() => {
    let left = false
    const opening = openLiveDocument({
      doc,
      part,
      self: { device, handle, colour: colourOf(device) },
      desk,
      read: () => window.chumak.ask['docs.read']({ doc, part }),
      append: update => window.chumak.ask['docs.append']({ doc, part, update: new Uint8Array(update) }),
      listen: heard => window.chumak.listen('doc', heard),
      relay: () => window.chumak.ask['live.relay']({ doc, part })
    })
    opening.then(
      result => {
        if (left) return
        setOpened(
          result.ok
            ? { live: result.value, error: null }
            : { live: null, error: new FailureError(result.error.code, result.error.detail) }
        )
      },
      error => !left && setOpened({ live: null, error })
    )
    return () => {
      left = true
      setOpened({ live: null, error: null })
      stored.until(opening.then(result => (result.ok ? result.value.close() : undefined)))
    }
  }, [doc, part, device, handle, desk, stored])
  return opened
}
