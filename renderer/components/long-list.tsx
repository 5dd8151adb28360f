import { measureElement, useVirtualizer } from '@tanstack/react-virtual'
import { type HTMLAttributes, type ReactNode, useEffect, useRef, useState } from 'react'

type ItemProps = HTMLAttributes<HTMLLIElement> & { [data: `data-${string}`]: unknown }

interface Props {
  as: 'ol' | 'ul'
  className?: string | undefined
  count: number
  /** of an item nobody has seen yet */
  estimatePx: number
  itemKey: (index: number) => string
  itemProps?: (index: number) => ItemProps
  children: (index: number) => ReactNode
}

/** Shorter lists are simply there, for the browser's own search and for print. */
const wholeUpTo = 40

/**
 * A list in a page that scrolls (the nearest ancestor marked `data-scrolls`). Of a long one only what is in
 * view exists; its items may be of any height.
 */
export const LongList = (props: Props) =>
  props.count <= wholeUpTo ? <Whole {...props} /> : <Window {...props} />

const Whole = ({ as: List, className, count, itemKey, itemProps, children }: Props) => (
  <List className={className}>
    {Array.from({ length: count }, (_, i) => (
      <li key={itemKey(i)} {...itemProps?.(i)}>
        {children(i)}
      </li>
    ))}
  </List>
)

const Window = ({ as: List, className, count, estimatePx, itemKey, itemProps, children }: Props) => {
  const list = useRef<HTMLOListElement & HTMLUListElement>(null)
  const [above, setAbove] = useState(0)
  const scroller = () => list.current?.closest<HTMLElement>('[data-scrolls]') ?? null
  // What stands above the list in the page may grow. Asked once the browser has laid out: before that, the
  // question would make it do so within the same task.
  useEffect(() => {
    const page = scroller()
    if (!page) return
    const watch = new ResizeObserver(() => {
      if (!list.current) return
      const top = list.current.getBoundingClientRect().top - page.getBoundingClientRect().top + page.scrollTop
      setAbove(before => (Math.abs(before - top) < 1 ? before : top))
    })
    for (const part of page.children) watch.observe(part)
    return () => watch.disconnect()
  }, [])
  const virtual = useVirtualizer({
    count,
    getScrollElement: scroller,
    estimateSize: () => estimatePx,
    getItemKey: itemKey,
    scrollMargin: above,
    // A new item is as high as the others until the browser tells of it, for the same reason.
    measureElement: (item, laidOut, list) =>
      laidOut
        ? measureElement(item, laidOut, list)
        : (list.measurementsCache[list.indexFromElement(item)]?.size ?? estimatePx),
    overscan: 3
  })
  const shown = virtual.getVirtualItems()
  return (
    <List
      ref={list}
      className={className}
      style={{
        paddingTop: Math.max(0, (shown[0]?.start ?? above) - above),
        paddingBottom: Math.max(0, virtual.getTotalSize() - ((shown.at(-1)?.end ?? above) - above))
      }}
    >
      {shown.map(({ index, key }) => (
        <li
          key={key}
          ref={virtual.measureElement}
          data-index={index}
          aria-setsize={count}
          aria-posinset={index + 1}
          {...itemProps?.(index)}
        >
          {children(index)}
        </li>
      ))}
    </List>
  )
}
