import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type CSSProperties, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import classes from './virtual-table.module.css'

export interface Column<T> {
  key: string
  header: string
  /** px it would like; columns share out what there is, down to three quarters of it */
  width: number
  align?: 'start' | 'end'
  /** the field the keeper sorts by; none leaves the column unsortable */
  sortField?: string
  cell(row: T): ReactNode
}

export interface Sort {
  field: string
  descending: boolean
}

/** `usePagedRows` fits. */
export interface PagedSource<T> {
  total: number
  row(index: number): T | undefined
  look(from: number, to: number): void
}

/** What a click on a column's head asks for: down the other way, or up where it was another column's. */
export const nextSort = (before: Sort | null, field: string): Sort => ({
  field,
  descending: before?.field === field ? !before.descending : false
})

const rowHeightPx = 44
const headHeightPx = 40

/**
 * A table of any length: only rows in view exist, and only pages in view were asked for. One row takes the
 * Tab key; arrows, Page Up/Down, Home and End move; Enter opens. Its frame fills the parent's height.
 */
export const VirtualTable = <T,>(props: {
  label: string
  columns: readonly Column<T>[]
  rows: PagedSource<T>
  rowKey: (row: T) => string
  sort: Sort | null
  onSort: (sort: Sort) => void
  onOpen?: (row: T) => void
  selected?: string | null
  /** what a screen reader hears of the sort buttons */
  sortLabel: (header: string) => string
  /** shown in place of rows where there are none */
  empty: ReactNode
}) => {
  const { columns, rows, onOpen } = props
  const frame = useRef<HTMLDivElement>(null)
  const [current, setCurrent] = useState(0)
  const focusDue = useRef(false)
  const virtual = useVirtualizer({
    count: rows.total,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeightPx,
    scrollPaddingStart: headHeightPx,
    overscan: 8
  })
  const shown = virtual.getVirtualItems()
  const from = shown[0]?.index ?? 0
  const to = shown.at(-1)?.index ?? 0
  const { look } = rows
  useEffect(() => look(from, to), [look, from, to])
  const active = Math.min(current, Math.max(0, rows.total - 1))

  useEffect(() => {
    if (!focusDue.current) return
    const target = frame.current?.querySelector<HTMLElement>(`[data-index="${active}"]`)
    if (!target) return
    focusDue.current = false
    target.focus()
  })

  const move = (event: KeyboardEvent, index: number) => {
    const page = Math.max(1, Math.floor((frame.current?.clientHeight ?? 400) / rowHeightPx) - 1)
    const targets: Record<string, number> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      PageDown: index + page,
      PageUp: index - page,
      Home: 0,
      End: rows.total - 1
    }
    const target = targets[event.key]
    if (target === undefined) return
    event.preventDefault()
    const next = Math.max(0, Math.min(rows.total - 1, target))
    focusDue.current = true
    setCurrent(next)
    virtual.scrollToIndex(next)
  }

  const leastPx = columns.reduce((sum, column) => sum + column.width, 0) * 0.75
  const basis = (column: Column<T>) => ({ '--basis': `${column.width}px` }) as CSSProperties
  const alignment = (column: Column<T>) => (column.align === 'end' ? classes.end : '')

  return (
    // biome-ignore lint/a11y/useSemanticElements: rows stand by position, which a table element does not allow
    <div
      ref={frame}
      className={classes.frame}
      style={{ '--least': `${leastPx}px` } as CSSProperties}
      role="grid"
      aria-label={props.label}
      aria-rowcount={rows.total + 1}
      aria-colcount={columns.length}
      tabIndex={rows.total === 0 ? 0 : undefined}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the sort buttons inside take the focus */}
      <div role="row" aria-rowindex={1} className={classes.head}>
        {columns.map(column => {
          const sorted = props.sort?.field === column.sortField ? props.sort : null
          const Icon = !sorted ? IconArrowsSort : sorted.descending ? IconArrowDown : IconArrowUp
          return (
            // biome-ignore lint/a11y/useSemanticElements: see above
            // biome-ignore lint/a11y/useFocusableInteractive: the sort button inside takes the focus
            <div
              key={column.key}
              role="columnheader"
              className={`${classes.headCell} ${alignment(column)}`}
              style={basis(column)}
              aria-sort={
                sorted && column.sortField ? (sorted.descending ? 'descending' : 'ascending') : undefined
              }
            >
              {column.sortField ? (
                <button
                  type="button"
                  className={classes.sort}
                  aria-label={props.sortLabel(column.header)}
                  onClick={() => column.sortField && props.onSort(nextSort(props.sort, column.sortField))}
                >
                  {column.header}
                  <Icon size={15} aria-hidden opacity={sorted ? 1 : 0.45} />
                </button>
              ) : (
                column.header
              )}
            </div>
          )
        })}
      </div>
      {rows.total === 0 ? (
        // biome-ignore lint/a11y/useSemanticElements: see above
        // biome-ignore lint/a11y/useFocusableInteractive: it holds one sentence
        <div role="row">
          {/* biome-ignore lint/a11y/useSemanticElements: see above */}
          {/* biome-ignore lint/a11y/useFocusableInteractive: it holds one sentence */}
          <div role="gridcell" aria-colspan={columns.length}>
            {props.empty}
          </div>
        </div>
      ) : (
        // biome-ignore lint/a11y/useSemanticElements: see above
        <div role="rowgroup" className={classes.body} style={{ height: virtual.getTotalSize() }}>
          {shown.map(({ index, start, size }) => {
            const row = rows.row(index)
            return (
              // biome-ignore lint/a11y/useSemanticElements: see above
              <div
                key={index}
                role="row"
                data-index={index}
                data-opens={onOpen ? true : undefined}
                data-selected={row && props.selected === props.rowKey(row) ? true : undefined}
                aria-rowindex={index + 2}
                aria-selected={
                  row && props.selected !== undefined ? props.selected === props.rowKey(row) : undefined
                }
                aria-busy={row ? undefined : true}
                tabIndex={index === active ? 0 : -1}
                className={classes.row}
                style={{ height: size, transform: `translateY(${start}px)` }}
                onFocus={() => setCurrent(index)}
                onClick={() => row && onOpen?.(row)}
                onKeyDown={event => {
                  if (event.target !== event.currentTarget) return
                  if (event.key === 'Enter' && row && onOpen) {
                    event.preventDefault()
                    onOpen(row)
                  } else move(event, index)
                }}
              >
                {columns.map(column => (
                  // biome-ignore lint/a11y/useSemanticElements: see above
                  // biome-ignore lint/a11y/useFocusableInteractive: the row takes the focus
                  <div
                    key={column.key}
                    role="gridcell"
                    className={`${classes.cell} ${alignment(column)}`}
                    style={basis(column)}
                  >
                    {row ? column.cell(row) : '…'}
                  </div>
                ))}
              </div>
            )
          })}
        </div>
      )}
    </div>
  )
}
