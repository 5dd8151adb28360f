import type { LatLon } from '#shared/places/place.ts'

export interface PixelPoint {
  readonly x: number
  readonly y: number
}

/** How the base map looks. */
export interface MapLook {
  readonly theme: 'light' | 'dark'
  readonly locale: string
}

/** Something of the overlay, by its centre, under which the base map then writes no names. */
export interface Reserved extends LatLon {
  readonly lines: readonly string[]
}

/**
 * A base map that can be moved. Communes and route are not its business: they are drawn over it as
 * elements, the same on every view. Pixels count from the map's top left corner.
 */
export interface MapView {
  project(at: LatLon): PixelPoint
  unproject(point: PixelPoint): LatLon
  /** At the centre of the view. */
  metresPerPixel(): number
  /** Shows all points, `paddingPx` inside the edges, no nearer than a district. */
  fit(points: readonly LatLon[], paddingPx: number, animate: boolean): void
  panBy(dx: number, dy: number, animate: boolean): void
  /** Whole levels: each doubles or halves the scale. */
  zoomBy(levels: number, animate: boolean): void
  restyle(look: MapLook): void
  reserve(covered: readonly Reserved[]): void
  /** Towns that the overlay names already, in whichever of their names. */
  leaveOut(townNames: readonly string[]): void
  resize(): void
  destroy(): void
}

export interface MapViewEvents {
  /** On every frame of a movement: places have new pixels. */
  onMove(): void
  /** A movement has ended. */
  onSettle(): void
  onClick(at: LatLon): void
  /** The base map's file could not be read. */
  onBaseMissing(reason: string): void
}

export type CreateMapView = (
  container: HTMLElement,
  options: MapLook & MapViewEvents & { readonly mapsUrl: string }
) => MapView

/** Towns of this many people and more are worth showing where a pixel is this many metres. */
export function smallestTown(metresPerPixel: number): number {
  if (metresPerPixel > 6000) return 2_000_000
  if (metresPerPixel > 3000) return 400_000
  if (metresPerPixel > 1500) return 80_000
  if (metresPerPixel > 750) return 20_000
  if (metresPerPixel > 380) return 5000
  if (metresPerPixel > 190) return 1000
  return 0
}

/** Further in, the base map has nothing more to show. */
export const nearestMetresPerPixel = 10
