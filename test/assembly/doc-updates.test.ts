import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { mergeDocUpdates } from '#shared/assembly/doc-updates.ts'

const updateOf = (text: string): Uint8Array => {
  const doc = new Y.Doc()
  doc.getText('t').insert(0, text)
  return Y.encodeStateAsUpdate(doc)
}
const read = (update: Uint8Array): string => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, update)
  return doc.getText('t').toString()
}

describe('the updates of a document', () => {
  it('make an empty document where there are none', () => {
    expect(read(mergeDocUpdates([]))).toBe('')
  })

  it('merge, and one that is no update spoils nothing', () => {
    const bad = [new Uint8Array(), new Uint8Array([255, 255, 255, 255, 1]), updateOf('lost').slice(0, 5)]
    expect(read(mergeDocUpdates([...bad, updateOf('kept')]))).toBe('kept')
  })
})
