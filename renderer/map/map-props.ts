import type { LatLon } from '#shared/places/place.ts'

/** A commune as the map draws it; the map knows nothing of records or kinds. */
export interface MapCommune extends LatLon {
  readonly id: string
  readonly name: string
  /** `own`: the user's commune. `host`: it hosts an assembly of this caravan. */
  readonly state: 'own' | 'member' | 'host'
  /** Position in the route, from 1; absent where the caravan does not stop. */
  readonly routeNumber?: number
}

/** One leg between two stops. Without `via` it is drawn straight. */
export interface MapLeg {
  readonly from: LatLon
  readonly to: LatLon
  /** The ids of the communes at its ends; handed back when it is clicked. */
  readonly between?: readonly [string, string]
  /** Points between the ends, in order, where a road is known. */
  readonly via?: readonly LatLon[]
  /** Someone reported that it cannot be driven. */
  readonly blocked?: boolean
}

export interface MapRoute {
  readonly legs: readonly MapLeg[]
  /** `best-so-far` is drawn dashed: the planner has not finished, or nobody has adopted it. */
  readonly standing: 'adopted' | 'best-so-far'
}

/** Which line is which, where two routes are shown. */
export interface MapLegend {
  readonly label: string
  readonly first: string
  readonly second: string
}

/** What is loaded or unloaded at a stop, as finished text: "+300 kg flour", "−2 t potatoes". */
export interface MapTransfer {
  readonly communeId: string
  readonly direction: 'load' | 'unload'
  readonly text: string
}

/** Every word the map says; it holds no language of its own. */
export interface MapWords {
  /** What the map is, read out by a screen reader: "Map of the caravan". */
  readonly mapLabel: string
  readonly communesLabel: string
  readonly zoomIn: string
  readonly zoomOut: string
  readonly fit: string
  /** Shown while a place is being picked: "Click where the commune is". */
  readonly pickHint: string
  /** Shown when the base map cannot be read; communes and route are still drawn. */
  readonly baseMapMissing: string
  /** How a commune's button reads: "Orikhiv, stop 3, +300 kg flour". */
  describeCommune(commune: MapCommune, transfers: readonly MapTransfer[]): string
}

export interface CaravanMapProps {
  readonly communes: readonly MapCommune[]
  readonly route?: MapRoute
  /** Another route held against it: dotted, in another tone, above the first. */
  readonly second?: MapRoute
  readonly legend?: MapLegend
  readonly transfers?: readonly MapTransfer[]
  readonly selectedId?: string
  /** A place chosen but not yet kept, shown as a pin. */
  readonly picked?: LatLon
  readonly theme: 'light' | 'dark'
  /** BCP 47 tag, for the scale bar and for which names of countries and towns are shown. */
  readonly locale: string
  readonly words: MapWords
  /** The map fits its content when it is first drawn and whenever this value changes. */
  readonly fitKey?: string
  /** Where the base-map files are served from. Default `app://maps`. */
  readonly mapsUrl?: string
  /** `canvas` draws with Leaflet even where WebGL works. Default: WebGL where the machine has it. */
  readonly renderer?: 'auto' | 'canvas'
  /** A commune was chosen, on the map or in its list. */
  readonly onSelect?: (id: string) => void
  /** Where given, a click (or Enter, at the map's centre) picks a place instead of panning only. */
  readonly onPick?: (at: LatLon) => void
  /** A leg was clicked that has `between`. By keyboard the same is reached outside of the map. */
  readonly onLeg?: (between: readonly [string, string]) => void
}
