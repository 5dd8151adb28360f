import * as Y from 'yjs'

interface Point {
  item: string
  title: string
  proposedBy: string
  affects: string[]
  timeboxMin: number
}

/** An agenda as the editor would have written it (renderer/areas/assembly/agenda-item.ts), as one Yjs update. */
export const agendaUpdate = (points: readonly Point[]): Uint8Array<ArrayBuffer> => {
  const doc = new Y.Doc()
  const agenda = doc.getXmlFragment('agenda')
  for (const { item, title, proposedBy, affects, timeboxMin } of points) {
    const node = new Y.XmlElement<Record<string, unknown> & { [key: string]: never }>('agendaItem')
    const attributes: Record<string, unknown> = { item, proposedBy, affects, timeboxMin }
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value as never)
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText(title)])
    node.insert(0, [paragraph])
    agenda.push([node])
  }
  const update = new Uint8Array(Y.encodeStateAsUpdate(doc))
  doc.destroy()
  return update
}
