import { mergeAttributes, Node } from '@tiptap/core'
import { ReactNodeViewRenderer } from '@tiptap/react'
import { AgendaItemView } from './agenda-item-view.tsx'

/** The attributes of an agenda's point, as they stand in the live document. */
export interface AgendaItemAttributes {
  /** id of the `item` thing */
  item: string | null
  proposedBy: string | null
  affects: string[]
  timeboxMin: number
}

/**
 * A point of the agenda: its first paragraph is the title, what follows are notes. Titles and notes merge
 * letter by letter; each attribute is one value, of which the last written stays.
 */
export const AgendaItem = Node.create({
  name: 'agendaItem',
  group: 'agenda',
  content: 'paragraph block*',
  isolating: true,
  defining: true,

  addAttributes() {
    return {
      item: { default: null },
      proposedBy: { default: null },
      affects: { default: [] },
      timeboxMin: { default: 15 }
    }
  },
  // Nothing pasted becomes a point: points are begun in the record.
  parseHTML: () => [],
  renderHTML: ({ HTMLAttributes }) => ['section', mergeAttributes(HTMLAttributes), 0],
  addNodeView: () => ReactNodeViewRenderer(AgendaItemView)
})

/** Values from other devices' documents are checked before they are shown. */
export const readAttributes = (attrs: Record<string, unknown>): AgendaItemAttributes => ({
  item: typeof attrs.item === 'string' ? attrs.item : null,
  proposedBy: typeof attrs.proposedBy === 'string' ? attrs.proposedBy : null,
  affects: Array.isArray(attrs.affects)
    ? attrs.affects.filter(id => typeof id === 'string').slice(0, 200)
    : [],
  timeboxMin:
    typeof attrs.timeboxMin === 'number' && attrs.timeboxMin >= 0 && attrs.timeboxMin <= 1440
      ? Math.round(attrs.timeboxMin)
      : 15
})
