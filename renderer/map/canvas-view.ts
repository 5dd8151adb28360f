import type { Feature, FeatureCollection, Geometry, Point } from 'geojson'
import * as L from 'leaflet'
import 'leaflet/dist/leaflet.css'
import * as v from 'valibot'
import { type CreateMapView, type MapLook, nearestMetresPerPixel, type Reserved } from './map-view.ts'
import { type Palette, palettes } from './palette.ts'
import { townLabels } from './town-labels.ts'

const placeProperties = v.object({
  name: v.string(),
  name_uk: v.optional(v.string()),
  population: v.number()
})
const baseFile = v.object({
  type: v.literal('FeatureCollection'),
  features: v.array(
    v.looseObject({ type: v.literal('Feature'), properties: v.looseObject({ layer: v.string() }) })
  )
})

/** The base map on a plain canvas, for machines without WebGL. */
export const createCanvasView: CreateMapView = (container, options) => {
  let look: MapLook = { theme: options.theme, locale: options.locale }
  let reserved: readonly Reserved[] = []
  let leftOut: ReadonlySet<string> = new Set()
  const map = L.map(container, {
    center: [30, 15],
    zoom: 2,
    zoomSnap: 0.5,
    maxZoom: Math.floor(Math.log2(105_000 / nearestMetresPerPixel)),
    keyboard: false,
    zoomControl: false,
    attributionControl: false,
    // The overlay follows every move; a picture stretched by the browser in between would run away from it.
    zoomAnimation: false,
    markerZoomAnimation: false,
    maxBounds: [
      [-86, -400],
      [86, 400]
    ],
    renderer: L.canvas({ padding: 0.4 })
  })
  const towns = L.layerGroup().addTo(map)
  let shapes: L.GeoJSON | undefined
  let places: v.InferOutput<typeof placeProperties>[] = []
  let positions: L.LatLng[] = []

  const metresPerPixel = () => {
    const centre = map.getSize().divideBy(2)
    const [a, b] = [map.containerPointToLatLng(centre), map.containerPointToLatLng(centre.add([100, 0]))]
    return map.distance(a, b) / 100
  }
  const drawTowns = () => {
    towns.clearLayers()
    const shown = townLabels(places, {
      pixelOf: index => map.latLngToContainerPoint(positions[index] as L.LatLng),
      size: map.getSize(),
      metresPerPixel: metresPerPixel(),
      isLeftOut: place => leftOut.has(place.name) || leftOut.has(place.name_uk ?? ''),
      reserved: reserved.map(({ lat, lon, lines }) => ({
        ...pixel(map.latLngToContainerPoint([lat, lon])),
        lines
      })),
      nameOf: place => (look.locale.startsWith('uk') ? (place.name_uk ?? place.name) : place.name)
    })
    for (const { index, text } of shown) {
      const at = positions[index] as L.LatLng
      const label = document.createElement('span')
      label.textContent = text
      Object.assign(label.style, townStyle(palettes[look.theme]))
      L.circleMarker(at, {
        radius: 2,
        stroke: false,
        fillOpacity: 1,
        fillColor: palettes[look.theme].town,
        interactive: false
      }).addTo(towns)
      L.marker(at, {
        interactive: false,
        keyboard: false,
        icon: L.divIcon({ className: '', html: label, iconSize: [0, 0] })
      }).addTo(towns)
    }
  }
  const paint = () => {
    container.style.background = palettes[look.theme].water
    shapes?.setStyle(feature => shapeStyle(feature?.properties.layer, palettes[look.theme]))
    drawTowns()
  }
  map.on('move', options.onMove)
  map.on('moveend', () => {
    drawTowns()
    options.onSettle()
  })
  map.on('click', event => options.onClick({ lat: event.latlng.lat, lon: event.latlng.wrap().lng }))

  const abort = new AbortController()
  readBase(`${options.mapsUrl}/world-small.geojson`, abort.signal)
    .then(features => {
      const points = features.filter(isPlace)
      shapes = L.geoJSON(
        features.filter(f => !isPlace(f)),
        { interactive: false }
      ).addTo(map)
      places = points.map(f => v.parse(placeProperties, f.properties))
      positions = points.map(f => L.latLng(f.geometry.coordinates[1] ?? 0, f.geometry.coordinates[0] ?? 0))
      paint()
    })
    .catch((error: unknown) => {
      if (!abort.signal.aborted) options.onBaseMissing(String(error))
    })
  paint()

  return {
    project: at => pixel(map.latLngToContainerPoint([at.lat, at.lon])),
    unproject: ({ x, y }) => {
      const { lat, lng } = map.containerPointToLatLng([x, y])
      return { lat, lon: lng }
    },
    metresPerPixel,
    fit: (points, paddingPx) => {
      const bounds = L.latLngBounds(points.map(({ lat, lon }) => [lat, lon]))
      if (bounds.isValid())
        map.fitBounds(bounds, { padding: [paddingPx, paddingPx], maxZoom: 9.5, animate: false })
    },
    panBy: (dx, dy, animate) => {
      map.panBy([dx, dy], { animate })
    },
    zoomBy: levels => {
      map.setZoom(map.getZoom() + levels, { animate: false })
    },
    restyle: next => {
      if (next.theme === look.theme && next.locale === look.locale) return
      look = next
      paint()
    },
    reserve: covered => {
      reserved = covered
      drawTowns()
    },
    leaveOut: names => {
      leftOut = new Set(names)
      drawTowns()
    },
    resize: () => {
      map.invalidateSize({ animate: false })
    },
    destroy: () => {
      abort.abort()
      map.remove()
    }
  }
}

const isPlace = (f: Feature): f is Feature<Point> => f.geometry.type === 'Point'

const pixel = ({ x, y }: L.Point) => ({ x, y })

async function readBase(url: string, signal: AbortSignal): Promise<Feature<Geometry>[]> {
  const answer = await fetch(url, { signal })
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`)
  const file: unknown = await answer.json()
  v.assert(baseFile, file)
  return (file as unknown as FeatureCollection).features
}

function shapeStyle(layer: unknown, colour: Palette): L.PathOptions {
  switch (layer) {
    case 'land':
      return { fillColor: colour.land, fillOpacity: 1, color: colour.shore, weight: 0.8 }
    case 'lakes':
      return { fillColor: colour.water, fillOpacity: 1, stroke: false }
    case 'rivers':
      return { color: colour.river, weight: 1.6, fill: false }
    default:
      return { color: colour.border, weight: 1, dashArray: '4 3', fill: false }
  }
}

function townStyle(colour: Palette): Partial<CSSStyleDeclaration> {
  return {
    position: 'absolute',
    transform: 'translate(-50%, 3px)',
    whiteSpace: 'nowrap',
    font: '11.5px "Noto Sans", sans-serif',
    color: colour.townText,
    textShadow: `0 0 2px ${colour.halo}, 0 0 3px ${colour.halo}`
  }
}
