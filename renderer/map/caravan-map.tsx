import {
  type KeyboardEvent,
  type PointerEvent,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState
} from 'react'
import { arrangeLabels, moveOverlay, type OverlayContent } from './arrange-overlay.ts'
import styles from './caravan-map.module.css'
import { CommuneMarkers } from './commune-markers.tsx'
import type { CaravanMapProps, MapCommune } from './map-props.ts'
import type { MapView } from './map-view.ts'
import { openLabelAt } from './open-label.ts'
import { openMapView } from './open-map-view.ts'
import { LegendLine, RouteLayer } from './route-layer.tsx'
import { type ScaleBar, scaleBar } from './scale-bar.ts'

const fitPaddingPx = 92
const keyStepPx = 90
const scaleWidthPx = 110
const arrangePauseMs = 120
/** While a planner's better and better routes come, their labels wait until the last. */
const burstPauseMs = 600

/** The caravan's map: communes, route and loads over a base map that comes with the app. */
export function CaravanMap(props: CaravanMapProps) {
  const { communes, route, transfers = [], selectedId, picked, theme, locale, words, fitKey } = props
  const { mapsUrl = 'app://maps', renderer = 'auto', onSelect, onPick, onLeg, second, legend } = props
  const ground = useRef<HTMLDivElement>(null)
  const overlay = useRef<HTMLDivElement>(null)
  const [view, setView] = useState<MapView>()
  const [baseMissing, setBaseMissing] = useState(false)
  const [scale, setScale] = useState<ScaleBar>()
  const drawnMs = useRef(0)
  /** the view whose labels have sides already */
  const arranged = useRef<MapView>(undefined)

  const content: OverlayContent = {
    communes,
    legs: [...(route?.legs ?? []), ...(second?.legs ?? [])],
    ...(selectedId === undefined ? {} : { selectedId }),
    ...(picked ? { picked } : {})
  }
  const follow = useEffectEvent((moved: MapView | undefined) => {
    if (moved && overlay.current) moveOverlay(overlay.current, moved, content)
  })
  const settle = useEffectEvent((settled: MapView | undefined) => {
    if (!settled || !overlay.current) return
    moveOverlay(overlay.current, settled, content)
    arrangeLabels(overlay.current, settled, content)
    const next = scaleBar(settled.metresPerPixel(), scaleWidthPx, locale)
    // The same bar is kept, for this runs after every render.
    setScale(before => (before?.text === next.text && before.widthPx === next.widthPx ? before : next))
  })
  const pick = useEffectEvent((at: { lat: number; lon: number }) => onPick?.(at))
  const look = useEffectEvent(() => ({ theme, locale }))
  const showAll = (animate: boolean) => {
    const points = [...communes, ...content.legs.flatMap(leg => [leg.from, ...(leg.via ?? []), leg.to])]
    view?.fit(picked ? [...points, picked] : points, fitPaddingPx, animate && mayMove())
  }
  const fitAtOnce = useEffectEvent(() => showAll(false))

  useEffect(() => {
    const container = ground.current
    if (!container) return
    let opened: MapView | undefined
    let closed = false
    openMapView(renderer, container, {
      ...look(),
      mapsUrl,
      onMove: () => follow(opened),
      onSettle: () => settle(opened),
      onClick: at => pick(at),
      onBaseMissing: reason => {
        console.warn('The base map cannot be read:', reason)
        setBaseMissing(true)
      }
    }).then(
      ready => {
        if (closed) return ready.destroy()
        opened = ready
        setView(ready)
      },
      (error: unknown) => {
        console.error('The map cannot be drawn:', error)
        setBaseMissing(true)
      }
    )
    const watch = new ResizeObserver(() => {
      opened?.resize()
      settle(opened)
    })
    watch.observe(container)
    return () => {
      closed = true
      watch.disconnect()
      opened?.destroy()
      setView(undefined)
    }
  }, [renderer, mapsUrl])

  useEffect(() => view?.restyle({ theme, locale }), [view, theme, locale])
  const names = communes.map(commune => commune.name).join('\n')
  useEffect(() => view?.leaveOut(names.split('\n')), [view, names])
  // a new key asks for fitting again
  useEffect(() => {
    // The page may have given it another width in this very turn.
    view?.resize()
    if (view) fitAtOnce()
  }, [view, fitKey])
  // After every render: names, loads or the route may have changed their size or place. Choosing sides for a
  // hundred labels takes a while, so of quick changes one after another only the last is arranged.
  useLayoutEffect(() => {
    if (!view) return
    if (arranged.current !== view) {
      arranged.current = view
      return settle(view)
    }
    follow(view)
    const nowMs = performance.now()
    const burst = nowMs - drawnMs.current < burstPauseMs
    drawnMs.current = nowMs
    const pause = setTimeout(() => settle(view), burst ? burstPauseMs : arrangePauseMs)
    return () => clearTimeout(pause)
  })

  const bringIntoView = (commune: MapCommune) => {
    const box = ground.current?.getBoundingClientRect()
    if (!view || !box) return
    const { x, y } = view.project(commune)
    const margin = fitPaddingPx / 2
    if (x < margin || y < margin || x > box.width - margin || y > box.height - margin) {
      view.panBy(x - box.width / 2, y - box.height / 2, false)
    }
  }
  const legClicked = useEffectEvent((event: MouseEvent) => {
    const target = event.target instanceof Element ? event.target.closest<SVGElement>('[data-leg]') : null
    const between = target && content.legs[Number(target.dataset.leg)]?.between
    if (between) onLeg?.(between)
  })
  useEffect(() => {
    const layer = overlay.current
    const heard = (event: MouseEvent) => legClicked(event)
    layer?.addEventListener('click', heard)
    return () => layer?.removeEventListener('click', heard)
  }, [])
  const onPointer = (event: PointerEvent) => {
    // A finger that is put down is where a mouse would be; a mouse with its button down drags the map.
    const over = event.type !== 'pointerleave' && (event.buttons === 0 || event.pointerType === 'touch')
    if (overlay.current) openLabelAt(overlay.current, over ? event : null)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const box = ground.current?.getBoundingClientRect()
    if (!view || !box || event.ctrlKey || event.altKey || event.metaKey) return
    const step = panSteps[event.key]
    if (step) view.panBy(step[0] * keyStepPx, step[1] * keyStepPx, mayMove())
    else if (event.key === '+' || event.key === '=') view.zoomBy(1, mayMove())
    else if (event.key === '-') view.zoomBy(-1, mayMove())
    else if (event.key === 'Enter' && event.target === event.currentTarget && onPick) {
      onPick(view.unproject({ x: box.width / 2, y: box.height / 2 }))
    } else return
    event.preventDefault()
  }

  return (
    <section
      className={styles.map}
      data-theme={theme}
      data-picking={onPick !== undefined}
      data-ready={view !== undefined}
      aria-label={words.mapLabel}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys need a focus to go to
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={onPointer}
      onPointerMove={onPointer}
      onPointerLeave={event => event.pointerType === 'mouse' && onPointer(event)}
    >
      <div ref={ground} className={styles.ground} />
      <div ref={overlay} className={styles.overlay}>
        <RouteLayer route={route} second={second} clickable={onLeg !== undefined} />
        <CommuneMarkers {...{ communes, transfers, selectedId, words, onSelect }} onFocus={bringIntoView} />
        {picked && <div data-pin="" className={styles.pin} />}
        {onPick && <div className={styles.crosshair} />}
      </div>
      <div className={styles.controls} data-over-map="">
        <button
          type="button"
          title={words.zoomIn}
          aria-label={words.zoomIn}
          onClick={() => view?.zoomBy(1, mayMove())}
        >
          +
        </button>
        <button
          type="button"
          title={words.zoomOut}
          aria-label={words.zoomOut}
          onClick={() => view?.zoomBy(-1, mayMove())}
        >
          −
        </button>
        <button type="button" title={words.fit} aria-label={words.fit} onClick={() => showAll(true)}>
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4" />
          </svg>
        </button>
      </div>
      {(onPick || baseMissing) && (
        <p className={styles.note} data-over-map="" role="status">
          {baseMissing ? words.baseMapMissing : words.pickHint}
        </p>
      )}
      {legend && (
        <ul className={styles.legend} data-over-map="" aria-label={legend.label}>
          <li>
            <LegendLine standing={route?.standing} />
            {legend.first}
          </li>
          <li>
            <LegendLine second />
            {legend.second}
          </li>
        </ul>
      )}
      <footer className={styles.foot}>
        {scale && (
          <span className={styles.scale} data-over-map="" style={{ width: scale.widthPx }}>
            {scale.text}
          </span>
        )}
        <span data-over-map="">Natural Earth · GeoNames (CC BY 4.0)</span>
      </footer>
    </section>
  )
}

const panSteps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1]
}

/** Whether the user has not asked for less motion. */
function mayMove(): boolean {
  return !matchMedia('(prefers-reduced-motion: reduce)').matches
}
