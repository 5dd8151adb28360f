import type { Editor } from '@tiptap/core'

/** Moves the point at `pos` one place up or down; at the edge it stays. */
export const moveItem = (editor: Editor, pos: number, by: -1 | 1): void => {
  const { doc } = editor.state
  const node = doc.nodeAt(pos)
  if (!node) return
  const before = doc.resolve(pos).nodeBefore
  const after = doc.nodeAt(pos + node.nodeSize)
  if (by === -1 && before)
    editor.view.dispatch(editor.state.tr.delete(pos, pos + node.nodeSize).insert(pos - before.nodeSize, node))
  if (by === 1 && after)
    editor.view.dispatch(editor.state.tr.delete(pos, pos + node.nodeSize).insert(pos + after.nodeSize, node))
}
