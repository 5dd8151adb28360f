import { Extension } from '@tiptap/core'
import { yCursorPlugin } from '@tiptap/y-tiptap'
import type { Awareness } from 'y-protocols/awareness'

/** The others' carets with their names. Written over y-tiptap itself, because the ready-made extension lags behind the editor. */
export const Carets = Extension.create<{ awareness: Awareness }>({
  name: 'carets',
  addProseMirrorPlugins() {
    return [
      yCursorPlugin(this.options.awareness, {
        cursorBuilder: (user: { name?: unknown; color?: unknown }) => {
          const caret = document.createElement('span')
          caret.className = 'caret'
          caret.style.setProperty('--caret', safeColor(user.color))
          const label = document.createElement('span')
          label.className = 'caret-name'
          label.textContent = typeof user.name === 'string' ? user.name.slice(0, 60) : '?'
          caret.append(label)
          return caret
        },
        selectionBuilder: (user: { color?: unknown }) => ({
          style: `background-color: ${safeColor(user.color)}33`
        })
      })
    ]
  }
})

/** A colour from another device is only taken where it is one. */
export const safeColor = (color: unknown): string =>
  typeof color === 'string' && /^#[0-9a-f]{6}$/i.test(color) ? color : '#a8481f'
