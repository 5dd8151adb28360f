import { type DragEvent, useState } from 'react'

/** What an element that can be dragged to another place in the order is given. */
export interface OrderHandles {
  draggable: true
  'data-dragging': boolean | undefined
  'data-over': boolean | undefined
  onDragStart(event: DragEvent): void
  onDragOver(event: DragEvent): void
  onDrop(event: DragEvent): void
  onDragEnd(): void
}

/** The order with `what` moved by so many places, as far as there are any. */
export const movedBy = (order: readonly string[], what: string, by: number): string[] => {
  const from = order.indexOf(what)
  if (from < 0) return [...order]
  const to = Math.max(0, Math.min(order.length - 1, from + by))
  const rest = order.filter(id => id !== what)
  return [...rest.slice(0, to), what, ...rest.slice(to)]
}

/** Dragging stops about. Dropped on one further down it goes after that, further up before it. */
export const useOrder = (order: readonly string[], onOrder: (order: string[]) => void) => {
  const [dragged, setDragged] = useState<string | null>(null)
  const [over, setOver] = useState<string | null>(null)
  const end = () => {
    setDragged(null)
    setOver(null)
  }
  return (id: string): OrderHandles => ({
    draggable: true,
    'data-dragging': dragged === id || undefined,
    'data-over': (over === id && dragged !== id) || undefined,
    onDragStart: event => {
      event.dataTransfer.effectAllowed = 'move'
      event.dataTransfer.setData('text/plain', id)
      setDragged(id)
    },
    onDragOver: event => {
      if (!dragged) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'move'
      setOver(id)
    },
    onDrop: event => {
      if (!dragged) return
      event.preventDefault()
      if (dragged !== id) onOrder(movedBy(order, dragged, order.indexOf(id) - order.indexOf(dragged)))
      end()
    },
    onDragEnd: end
  })
}
