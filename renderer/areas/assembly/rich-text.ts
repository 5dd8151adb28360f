import { Node } from '@tiptap/core'
import { StarterKit } from '@tiptap/starter-kit'

/** An agenda is points and nothing else; an empty one has none. */
export const AgendaDocument = Node.create({ name: 'doc', topNode: true, content: 'agenda*' })

/**
 * The closed set of what text may hold: paragraphs, lists, bold and italic. Nothing that loads, links or
 * runs. Undo is the live document's own, so that it never takes back what others wrote.
 */
export const RichText = StarterKit.configure({
  document: false,
  undoRedo: false,
  link: false,
  code: false,
  codeBlock: false,
  heading: false,
  horizontalRule: false,
  blockquote: false,
  trailingNode: false
})
