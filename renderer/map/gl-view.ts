import { addProtocol, type GeoJSONSource, Map as GlMap, LngLatBounds, setWorkerUrl } from 'mapbox-gl'
import workerUrl from 'mapbox-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { Protocol } from 'pmtiles'
import 'mapbox-gl/dist/maplibre-gl.css'
import type { LatLon } from '#shared/places/place.ts'
import { mapFonts } from './map-fonts.ts'
import { mapStyle, townFilter } from './map-style.ts'
import { type CreateMapView, type MapLook, nearestMetresPerPixel, type Reserved } from './map-view.ts'

setWorkerUrl(workerUrl)
// With the archive's metadata, so that its attribution is known to the map.
addProtocol('pmtiles', new Protocol({ metadata: true }).tile)

/** The base map through WebGL. Throws where no context can be had. */
export const createGlView: CreateMapView = (container, options) => {
  const archiveUrl = new URL(`${options.mapsUrl}/world.pmtiles`, document.baseURI).href
  let look: MapLook = { theme: options.theme, locale: options.locale }
  let reserved: readonly Reserved[] = []
  let leftOut: readonly string[] = []
  /** Where a zoom under way is going, so that keys pressed meanwhile add up. */
  let zoomGoal: number | undefined
  const map = new GlMap({
    container,
    style: mapStyle(look, archiveUrl, mapFonts, leftOut),
    center: [15, 30],
    zoom: 1.2,
    maxZoom: zoomAt(nearestMetresPerPixel, 48),
    // The component has its own keys, controls and attribution, the same on every view.
    keyboard: false,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    renderWorldCopies: false,
    fadeDuration: 0
  })
  map.touchZoomRotate.disableRotation()
  // Tab goes to the communes, not to a canvas that says nothing.
  map.getCanvas().removeAttribute('tabindex')
  map.getCanvas().setAttribute('aria-hidden', 'true')

  const filterTowns = () => {
    // Before the style has loaded there are no layers; then this runs again.
    for (const layer of ['towns', 'town-names']) {
      if (map.getLayer(layer)) map.setFilter(layer, townFilter(leftOut))
    }
  }
  const putReserved = () => {
    map.getSource<GeoJSONSource>('reserved')?.setData({
      type: 'FeatureCollection',
      features: reserved.map(label => ({
        type: 'Feature',
        properties: { text: label.lines.join('\n') },
        geometry: { type: 'Point', coordinates: [label.lon, label.lat] }
      }))
    })
  }
  map.on('style.load', () => {
    filterTowns()
    putReserved()
  })
  map.on('move', options.onMove)
  map.on('moveend', () => {
    zoomGoal = undefined
    options.onSettle()
  })
  map.on('click', event => options.onClick({ lat: event.lngLat.lat, lon: event.lngLat.lng }))
  map.on('error', event => {
    if ('sourceId' in event && event.sourceId === 'base') options.onBaseMissing(event.error.message)
    else console.warn('The map:', event.error.message)
  })

  const center = (): LatLon => {
    const { lat, lng } = map.getCenter()
    return { lat, lon: lng }
  }
  return {
    project: at => map.project([at.lon, at.lat]),
    unproject: ({ x, y }) => {
      const { lat, lng } = map.unproject([x, y])
      return { lat, lon: lng }
    },
    metresPerPixel: () => metresPerPixelAt(map.getZoom(), center().lat),
    fit: (points, paddingPx, animate) => {
      const bounds = new LngLatBounds()
      for (const { lat, lon } of points) bounds.extend([lon, lat])
      if (bounds.isEmpty()) return
      map.fitBounds(bounds, { padding: paddingPx, maxZoom: 8.5, animate })
    },
    panBy: (dx, dy, animate) => map.panBy([dx, dy], { animate }),
    zoomBy: (levels, animate) => {
      const next = (zoomGoal ?? Math.round(map.getZoom() * 2) / 2) + levels
      map.zoomTo(next, { animate, duration: 250 })
      zoomGoal = map.isMoving() ? next : undefined
    },
    restyle: next => {
      if (next.theme === look.theme && next.locale === look.locale) return
      look = next
      map.setStyle(mapStyle(look, archiveUrl, mapFonts, leftOut), { diff: true })
      // A style that differs in paint only is patched in place and does not load again.
      putReserved()
    },
    reserve: covered => {
      reserved = covered
      putReserved()
    },
    leaveOut: names => {
      if (names.join('\n') === leftOut.join('\n')) return
      leftOut = names
      filterTowns()
    },
    resize: () => {
      map.resize()
    },
    destroy: () => map.remove()
  }
}

/** Web Mercator on 512-pixel tiles: at zoom 0 the equator, 40,075 km, is 512 pixels long. */
const equatorPixelM = 40_075_016.7 / 512
function metresPerPixelAt(zoom: number, lat: number): number {
  return (equatorPixelM * Math.cos((lat * Math.PI) / 180)) / 2 ** zoom
}
function zoomAt(metresPerPixel: number, lat: number): number {
  return Math.log2((equatorPixelM * Math.cos((lat * Math.PI) / 180)) / metresPerPixel)
}
