import type { Editor } from '@tiptap/core'
import { isChangeOrigin } from '@tiptap/extension-collaboration'
import { useEffect, useState } from 'react'
import { type AgendaPoint, itemChanges } from '#shared/assembly/agenda.ts'
import type { Row } from '#shared/contract.ts'
import { ask } from '../../queries/ask.ts'
import { put } from '../../queries/rows.ts'
import { pointsOf } from './points.ts'

/** As long as the pause after which live edits enter the record. */
const pauseMs = 2500

/**
 * Keeps the `item` things in step with the document: what this device changed is put after a pause; what
 * others changed is theirs to put. Answers the error of the last try, or null.
 */
export const useItemWriter = (editor: Editor | null): unknown => {
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    if (!editor) return
    let before = byItem(pointsOf(editor.state.doc))
    const dirty = new Set<string>()
    let timer: ReturnType<typeof setTimeout> | null = null

    const write = async () => {
      timer = null
      const now = byItem(pointsOf(editor.state.doc))
      const due = [...dirty]
      dirty.clear()
      for (const item of due)
        try {
          const row = (await ask('rows.get', { id: item })) as Row<'item'> | null
          if (!row) continue
          const point = now.get(item)
          const fields = point
            ? itemChanges(row.fields, point)
            : row.fields.dropped
              ? null
              : { dropped: true }
          if (fields) await put({ kind: 'item', thing: row.id, fields })
          setError(null)
        } catch (failure) {
          dirty.add(item)
          setError(failure)
        }
    }

    const changed = ({ transaction }: { transaction: Parameters<typeof isChangeOrigin>[0] }) => {
      if (!transaction.docChanged) return
      const now = byItem(pointsOf(editor.state.doc))
      if (!isChangeOrigin(transaction)) {
        for (const [item, point] of now)
          if (JSON.stringify(before.get(item)) !== JSON.stringify(point)) dirty.add(item)
        for (const item of before.keys()) if (!now.has(item)) dirty.add(item)
      }
      before = now
      if (dirty.size === 0) return
      if (timer) clearTimeout(timer)
      timer = setTimeout(() => void write(), pauseMs)
    }
    editor.on('transaction', changed)
    return () => {
      editor.off('transaction', changed)
      if (timer) {
        clearTimeout(timer)
        void write()
      }
    }
  }, [editor])
  return error
}

const byItem = (points: AgendaPoint[]): Map<string, AgendaPoint> =>
  new Map(points.map(point => [point.item, point]))
