import type { LatLon } from '#shared/places/place.ts'
import type { MapLeg } from './map-props.ts'
import type { PixelPoint } from './map-view.ts'
import type { Segment } from './place-labels.ts'

/** A leg in pixels: its points and the middle of its way, with the direction there. */
export interface LegLine {
  readonly points: readonly PixelPoint[]
  readonly middle: PixelPoint
  /** Degrees clockwise from due east. */
  readonly headingDeg: number
  readonly lengthPx: number
}

export function legLine(leg: MapLeg, project: (at: LatLon) => PixelPoint): LegLine {
  const points = [leg.from, ...(leg.via ?? []), leg.to].map(project)
  const steps = segmentsOf(points).map(([a, b]) => ({ a, b, lengthPx: Math.hypot(b.x - a.x, b.y - a.y) }))
  const lengthPx = steps.reduce((sum, step) => sum + step.lengthPx, 0)
  let rest = lengthPx / 2
  for (const { a, b, lengthPx: stepPx } of steps) {
    if (rest <= stepPx && stepPx > 0) {
      const part = rest / stepPx
      const middle = { x: a.x + (b.x - a.x) * part, y: a.y + (b.y - a.y) * part }
      return { points, middle, headingDeg: (Math.atan2(b.y - a.y, b.x - a.x) * 180) / Math.PI, lengthPx }
    }
    rest -= stepPx
  }
  return { points, middle: points[0] ?? { x: 0, y: 0 }, headingDeg: 0, lengthPx }
}

export function segmentsOf(points: readonly PixelPoint[]): Segment[] {
  return points.slice(1).map((point, i) => [points[i] ?? point, point])
}

/** For an SVG path's `d`, to a tenth of a pixel. */
export function pathData(points: readonly PixelPoint[]): string {
  return points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('')
}
