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

/** The order with what stands at `from` moved to `to`; unchanged where there is no such place. */
export const moved = (order: readonly string[], from: number, to: number): string[] => {
  const what = order[from]
  if (what === undefined || to < 0 || to >= order.length) return [...order]
  const rest = order.toSpliced(from, 1)
  return rest.toSpliced(to, 0, what)
}

/** Dragging stops about, by their places. Dropped further down it goes after what is there, further up before. */
export const useOrder = (order: readonly string[], onOrder: (order: string[]) => void) => {
  const [dragged, setDragged] = useState<number | null>(null)
  const [over, setOver] = useState<number | null>(null)
  const end = () => {
    setDragged(null)
    setOver(null)
  }
  return (at: number): OrderHandles => ({
    draggable: true,
    'data-dragging': dragged === at || undefined,
    'data-over': (over === at && dragged !== at) || undefined,
    onDragStart: event => {
      event.dataTransfer.effectAllowed = 'move'
      event.dataTransfer.setData('text/plain', String(at))
      setDragged(at)
    },
    onDragOver: event => {
      if (dragged === null) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'move'
      setOver(at)
    },
    onDrop: event => {
      if (dragged === null) return
      event.preventDefault()
      if (dragged !== at) onOrder(moved(order, dragged, at))
      end()
    },
    onDragEnd: end
  })
}
