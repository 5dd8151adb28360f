import type { PixelPoint } from './map-view.ts'

/** A marker with a label to be placed beside it, in pixels. */
export interface Labelled extends PixelPoint {
  readonly id: string
  readonly radius: number
  readonly width: number
  readonly height: number
  /** What is left of it where the whole has no room: the name without the loads. */
  readonly short?: { readonly width: number; readonly height: number }
  /** Shown even where it covers something. */
  readonly essential: boolean
}

/** The label's centre, from the marker's. */
export interface LabelOffset {
  readonly dx: number
  readonly dy: number
  readonly short: boolean
}

export type Segment = readonly [PixelPoint, PixelPoint]

/** Edges in pixels. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** What is in sight, and what lies over it for good: buttons, the scale. */
export interface Sight {
  readonly frame: Box
  readonly covers: readonly Box[]
}

const everywhere: Sight = {
  frame: { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity },
  covers: []
}

/**
 * Chooses a side for each label, in the order given, so that labels cover neither markers nor one another,
 * stay in sight and keep off the route. One that has no room whole is shortened; what would cover a label or marker even
 * so is left out, unless it is essential.
 */
export function placeLabels(
  items: readonly Labelled[],
  route: readonly Segment[],
  { frame, covers }: Sight = everywhere
): Map<string, LabelOffset> {
  const offsetById = new Map<string, LabelOffset>()
  const taken: Box[] = items.map(({ x, y, radius }) => boxAround(x, y, 2 * radius, 2 * radius))
  items.forEach((item, index) => {
    let best: { offset: LabelOffset; box: Box; cost: number } | undefined
    const tryAt = (side: number, { width, height }: { width: number; height: number }, short: boolean) => {
      const [sideX, sideY] = sides[side]!
      const beside = Math.abs(sideX) === 1
      const offset = {
        // Above and below it may slide along its marker to stay in sight.
        dx: beside ? sideX * (item.radius + gapPx + width / 2) : slide(item.x, sideX * width, width, frame),
        dy: sideY * (item.radius + (beside ? 0 : gapPx) + height / 2),
        short
      }
      const box = boxAround(item.x + offset.dx, item.y + offset.dy, width, height)
      let cost = side + (short ? shortCost : 0)
      const dearer = () => best !== undefined && cost >= best.cost
      cost += taken.filter((other, i) => i !== index && overlap(box, other)).length * coveringCost
      if (!within(box, frame) || covers.some(cover => overlap(box, cover))) cost += unseenCost
      if (dearer()) return
      const own = gap(box, item)
      if (items.some((other, i) => i !== index && gap(box, other) < own)) cost += misreadCost
      if (dearer()) return
      cost += route.filter(segment => meets(box, segment)).length * crossingCost
      if (!dearer()) best = { offset, box, cost }
    }
    for (let side = 0; side < sides.length; side++) tryAt(side, item, false)
    for (let side = 0; item.short && side < sides.length; side++) tryAt(side, item.short, true)
    if (!best || (best.cost >= coveringCost && !item.essential)) return
    taken.push(best.box)
    offsetById.set(item.id, best.offset)
  })
  return offsetById
}

/**
 * The centre of the whole label where it opens under the pointer or the focus: it grows away from its marker,
 * around what is shown of it, and stays in sight.
 */
export function openedAt(
  item: Labelled,
  offset: LabelOffset,
  { frame }: Sight = everywhere
): { dx: number; dy: number } {
  const shown = (offset.short && item.short) || item
  return {
    dx: grown(offset.dx, shown.width, item.width, frame.left - item.x, frame.right - item.x),
    dy: grown(offset.dy, shown.height, item.height, frame.top - item.y, frame.bottom - item.y)
  }
}

/** Along one axis, from the marker: the middle of what was `shown` around `middle` and is `whole` long now. */
function grown(middle: number, shown: number, whole: number, from: number, to: number): number {
  const [start, end] = [middle - shown / 2, middle + shown / 2]
  const wanted = start >= 0 ? start : end <= 0 ? end - whole : middle - whole / 2
  return Math.max(from, Math.min(wanted, to - whole)) + whole / 2
}

const gapPx = 4
const coveringCost = 1000
const unseenCost = 400
const shortCost = 200
/** Nearer to another marker, it would seem to be that one's name. */
const misreadCost = 90
const crossingCost = 20

/** Right first, as one reads; then corners; last above and below, but off the middle by a share of its width. */
const sides = [
  [1, 0],
  [-1, 0],
  [0, -1],
  [0, 1],
  [1, -1],
  [1, 1],
  [-1, -1],
  [-1, 1],
  [0.3, -1],
  [0.3, 1],
  [-0.3, -1],
  [-0.3, 1]
] as const

/** How far a label's centre leaves its marker's, near what is wanted and at most half its width, so that both ends are in the frame. */
function slide(x: number, wanted: number, width: number, frame: Box): number {
  const most = width / 2
  const needed = Math.min(frame.right - (x + most), Math.max(frame.left - (x - most), wanted))
  return Math.max(-most, Math.min(most, needed))
}

function within(box: Box, frame: Box): boolean {
  return (
    box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom
  )
}

function boxAround(x: number, y: number, width: number, height: number): Box {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 }
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

/** From a marker's edge to the box, 0 or less where they touch. */
function gap(box: Box, { x, y, radius }: Labelled): number {
  const dx = Math.max(box.left - x, 0, x - box.right)
  const dy = Math.max(box.top - y, 0, y - box.bottom)
  return Math.sqrt(dx * dx + dy * dy) - radius
}

/** Whether a segment touches the box: what is left of it after cutting by each edge (Liang and Barsky 1984). */
function meets(box: Box, [a, b]: Segment): boolean {
  let from = 0
  let to = 1
  const cut = (delta: number, room: number) => {
    if (delta === 0) return room >= 0
    const at = room / delta
    if (delta < 0) from = Math.max(from, at)
    else to = Math.min(to, at)
    return from <= to
  }
  const dx = b.x - a.x
  const dy = b.y - a.y
  return (
    cut(-dx, a.x - box.left) &&
    cut(dx, box.right - a.x) &&
    cut(-dy, a.y - box.top) &&
    cut(dy, box.bottom - a.y)
  )
}
