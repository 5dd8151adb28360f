import type { Node } from '@tiptap/pm/model'
import type { AgendaPoint } from '#shared/assembly/agenda.ts'
import { readAttributes } from './agenda-item.ts'

/** The agenda's points in their order, read from the editor's document; points without an item are left out. */
export const pointsOf = (doc: Node): AgendaPoint[] => {
  const points: AgendaPoint[] = []
  doc.forEach(node => {
    if (node.type.name !== 'agendaItem') return
    const { item, proposedBy, affects, timeboxMin } = readAttributes(node.attrs)
    if (!item) return
    const lines: string[] = []
    node.forEach(block => {
      lines.push(block.textBetween(0, block.content.size, '\n'))
    })
    points.push({
      item,
      title: (lines[0] ?? '').slice(0, 300),
      note: lines.slice(1).join('\n').slice(0, 20_000),
      proposedBy: proposedBy ?? '',
      affects,
      timeboxMin
    })
  })
  return points
}
