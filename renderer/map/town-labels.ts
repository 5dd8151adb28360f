import { type PixelPoint, smallestTown } from './map-view.ts'

interface Town {
  readonly population: number
}

interface Surroundings<T> {
  pixelOf(index: number): PixelPoint
  readonly size: PixelPoint
  readonly metresPerPixel: number
  /** What the overlay covers, by its centre. */
  readonly reserved: readonly (PixelPoint & { lines: readonly string[] })[]
  nameOf(town: T): string
  isLeftOut(town: T): boolean
}

interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** The towns to name on a canvas map, the largest first, none over another. Names hang below their dot. */
export function townLabels<T extends Town>(
  towns: readonly T[],
  around: Surroundings<T>
): { index: number; text: string }[] {
  const least = smallestTown(around.metresPerPixel)
  const taken: Box[] = around.reserved.map(({ x, y, lines }) =>
    boxAround(x, y, Math.max(0, ...lines.map(line => line.length)) * letterPx, lines.length * 18)
  )
  const candidates = towns
    .map((town, index) => ({ town, index }))
    .filter(({ town }) => town.population >= least && !around.isLeftOut(town))
    .sort((a, b) => b.town.population - a.town.population)
  const shown: { index: number; text: string }[] = []
  for (const { town, index } of candidates) {
    const { x, y } = around.pixelOf(index)
    if (x < 0 || y < 0 || x > around.size.x || y > around.size.y) continue
    const text = around.nameOf(town)
    const box = boxAround(x, y + 9, text.length * letterPx + 6, 22)
    if (taken.some(other => overlap(box, other))) continue
    taken.push(box)
    shown.push({ index, text })
  }
  return shown
}

/** A letter's width at 11.5 px, on the broad side. */
const letterPx = 7

function boxAround(x: number, y: number, width: number, height: number): Box {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 }
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}
