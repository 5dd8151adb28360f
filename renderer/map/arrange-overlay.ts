import type { MapCommune, MapLeg } from './map-props.ts'
import type { MapView, PixelPoint, Reserved } from './map-view.ts'
import { type Box, type Labelled, openedAt, placeLabels, type Segment, type Sight } from './place-labels.ts'
import { legLine, pathData, segmentsOf } from './route-lines.ts'

export const markerRadiusPx = 13

/** What is drawn over the base map; found in the overlay's elements by their `data-` attributes. */
export interface OverlayContent {
  readonly communes: readonly MapCommune[]
  /** of the first route, then of the second, as their elements stand */
  readonly legs: readonly MapLeg[]
  readonly selectedId?: string
  readonly picked?: { lat: number; lon: number }
}

/**
 * Puts the overlay's elements where their places are now. Runs on every frame of a movement, so it moves
 * elements itself instead of rendering them again.
 */
export function moveOverlay(overlay: HTMLElement, view: MapView, content: OverlayContent): void {
  const pointById = new Map(content.communes.map(commune => [commune.id, view.project(commune)]))
  for (const element of overlay.querySelectorAll<HTMLElement>('[data-commune]')) {
    const point = pointById.get(element.dataset.commune ?? '')
    if (point) element.style.transform = `translate(${point.x.toFixed(1)}px, ${point.y.toFixed(1)}px)`
  }
  const pin = overlay.querySelector<HTMLElement>('[data-pin]')
  if (pin && content.picked) {
    const { x, y } = view.project(content.picked)
    pin.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`
  }
  const groups = overlay.querySelectorAll<SVGGElement>('[data-leg]')
  content.legs.forEach((leg, i) => {
    const group = groups[i]
    if (!group) return
    const line = legLine(leg, view.project)
    const d = pathData(line.points)
    for (const path of group.querySelectorAll('[data-line]')) path.setAttribute('d', d)
    const sign = group.querySelector<SVGElement>('[data-sign]')
    const turn = leg.blocked ? 0 : line.headingDeg
    sign?.setAttribute('transform', `translate(${line.middle.x} ${line.middle.y}) rotate(${turn})`)
    // Between neighbouring markers there is no room for an arrow.
    sign?.setAttribute(
      'visibility',
      line.lengthPx < 4 * markerRadiusPx && !leg.blocked ? 'hidden' : 'visible'
    )
  })
}

/** Chooses the labels' sides, once a movement has ended, and keeps the base map's names away from them. */
export function arrangeLabels(overlay: HTMLElement, view: MapView, content: OverlayContent): void {
  const elementById = new Map(
    [...overlay.querySelectorAll<HTMLElement>('[data-label]')].map(element => [
      element.dataset.label,
      element
    ])
  )
  // All are written before the first is measured: measuring between writes lays the page out each time.
  for (const label of elementById.values()) label.dataset.short = 'false'
  const urgency = (commune: MapCommune) =>
    commune.id === content.selectedId ? 0 : commune.routeNumber !== undefined ? 1 : 2
  const items: Labelled[] = [...content.communes]
    .sort((a, b) => urgency(a) - urgency(b))
    .map(commune => ({
      id: commune.id,
      ...view.project(commune),
      radius: reachPx(commune, content.selectedId),
      ...sizeOf(elementById.get(commune.id)),
      essential: urgency(commune) === 0
    }))
  const segments = content.legs.flatMap(leg => segmentsOf(legLine(leg, view.project).points))
  const itemById = new Map(items.map(item => [item.id, item]))
  const sight = sightOf(overlay)
  const offsetById = placeLabels(items, segments, sight)
  const reserved: Reserved[] = segments
    .flatMap(dotsAlong)
    .map(dot => ({ ...view.unproject(dot), lines: ['●'] }))
  for (const commune of content.communes) {
    reserved.push({ lat: commune.lat, lon: commune.lon, lines: ['●●'] })
    const label = elementById.get(commune.id)
    const item = itemById.get(commune.id)
    if (!label || !item) continue
    const offset = offsetById.get(commune.id)
    label.dataset.shown = String(offset !== undefined)
    label.dataset.short = String(offset?.short ?? false)
    // Unplaced, it shows above its marker while that has the pointer or the focus.
    const at = offset ?? { dx: 0, dy: -markerRadiusPx - item.height / 2, short: false }
    label.style.setProperty('--at', centredOn(at))
    label.style.setProperty('--opened-at', centredOn(openedAt(item, at, sight)))
    if (!offset) continue
    const { dx, dy } = offset
    const { x, y } = view.project(commune)
    const lines = [...label.children]
      .slice(0, offset.short ? 1 : undefined)
      .map(child => child.textContent ?? '')
    reserved.push({ ...view.unproject({ x: x + dx, y: y + dy }), lines })
  }
  view.reserve(reserved)
}

const centredOn = ({ dx, dy }: { dx: number; dy: number }) =>
  `translate(calc(${dx}px - 50%), calc(${dy}px - 50%))`

/** Whole, and as its name and an ellipsis, which the style sheet leaves of a shortened one. */
function sizeOf(label: HTMLElement | undefined) {
  if (!label) return { width: 0, height: 0 }
  const whole = { width: label.offsetWidth, height: label.offsetHeight }
  const name = label.firstElementChild
  if (!(name instanceof HTMLElement) || label.children.length === 1) return whole
  const words = document.createRange()
  words.selectNodeContents(name)
  const width = words.getBoundingClientRect().width + label.offsetWidth - name.offsetWidth + ellipsisPx
  return { ...whole, short: { width, height: name.offsetHeight + labelEdgesPx } }
}

const edgePx = 4
const ellipsisPx = 18
const labelEdgesPx = 3

/** The map's frame, and the controls over it, which are marked `data-over-map`. */
function sightOf(overlay: HTMLElement): Sight {
  const frame = overlay.getBoundingClientRect()
  const covers = [...(overlay.parentElement?.querySelectorAll('[data-over-map]') ?? [])].map(
    (element): Box => {
      const { left, top, right, bottom } = element.getBoundingClientRect()
      return {
        left: left - frame.left - edgePx,
        top: top - frame.top - edgePx,
        right: right - frame.left + edgePx,
        bottom: bottom - frame.top + edgePx
      }
    }
  )
  const inside = { left: edgePx, top: edgePx, right: frame.width - edgePx, bottom: frame.height - edgePx }
  return { frame: inside, covers }
}

/** A selected commune and a host have a ring around the marker. */
function reachPx(commune: MapCommune, selectedId: string | undefined): number {
  if (commune.id === selectedId) return markerRadiusPx + 8
  return commune.state === 'host' ? markerRadiusPx + 4 : markerRadiusPx
}

const dotStepPx = 18

/** Points on the line close enough together that no name fits between them; far ends are out of sight. */
function dotsAlong([a, b]: Segment): PixelPoint[] {
  const count = Math.min(200, Math.ceil(Math.hypot(b.x - a.x, b.y - a.y) / dotStepPx))
  return Array.from({ length: count }, (_, i) => ({
    x: a.x + ((b.x - a.x) * i) / count,
    y: a.y + ((b.y - a.y) * i) / count
  }))
}
