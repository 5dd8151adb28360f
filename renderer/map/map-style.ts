import type { ExpressionSpecification, StyleSpecification } from 'mapbox-gl'
import type { MapLook } from './map-view.ts'
import { palettes } from './palette.ts'

const font = ['Noto Sans']

/** The zoom (of 512-pixel tiles) from which towns of a size are shown; `smallestTown` is its like in metres. */
const smallestTown: ExpressionSpecification = [
  'step',
  ['zoom'],
  2_000_000,
  3.5,
  400_000,
  4.5,
  80_000,
  5.5,
  20_000,
  6.5,
  5000,
  7.5,
  1000,
  8.5,
  0
]

/** Which towns are shown at a zoom. `leftOut`: names of those that the overlay names already. */
export function townFilter(leftOut: readonly string[]): ExpressionSpecification {
  const isNot = (key: string): ExpressionSpecification => [
    '!',
    ['in', ['coalesce', ['get', key], ''], ['literal', [...leftOut]]]
  ]
  return ['all', ['>=', ['get', 'population'], smallestTown], isNot('name'), isNot('name_uk')]
}

/**
 * The style of the built-in base map.
 *
 * @param archiveUrl absolute address of world.pmtiles
 * @param fontFaces for "Noto Sans", which come with the app: there is no glyph server
 */
export function mapStyle(
  { theme, locale }: MapLook,
  archiveUrl: string,
  fontFaces: StyleSpecification['font-faces'],
  leftOut: readonly string[]
): StyleSpecification {
  const colour = palettes[theme]
  const name: ExpressionSpecification = locale.startsWith('uk')
    ? ['coalesce', ['get', 'name_uk'], ['get', 'name']]
    : ['get', 'name']
  const isShown = townFilter(leftOut)
  return {
    version: 8,
    'font-faces': fontFaces,
    sources: {
      base: { type: 'vector', url: `pmtiles://${archiveUrl}` },
      reserved: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } }
    },
    layers: [
      { id: 'water', type: 'background', paint: { 'background-color': colour.water } },
      {
        id: 'land',
        type: 'fill',
        source: 'base',
        'source-layer': 'land',
        paint: { 'fill-color': colour.land }
      },
      {
        id: 'shore',
        type: 'line',
        source: 'base',
        'source-layer': 'land',
        paint: {
          'line-color': colour.shore,
          'line-width': ['interpolate', ['linear'], ['zoom'], 2, 0.4, 8, 1.2]
        }
      },
      {
        id: 'rivers',
        type: 'line',
        source: 'base',
        'source-layer': 'rivers',
        layout: { 'line-cap': 'round', 'line-join': 'round' },
        paint: {
          'line-color': colour.river,
          'line-width': ['interpolate', ['linear'], ['zoom'], 2, 0.4, 6, 1.6, 10, 4]
        }
      },
      {
        id: 'lakes',
        type: 'fill',
        source: 'base',
        'source-layer': 'lakes',
        paint: { 'fill-color': colour.water }
      },
      {
        id: 'borders',
        type: 'line',
        source: 'base',
        'source-layer': 'borders',
        layout: { 'line-cap': 'round', 'line-join': 'round' },
        paint: {
          'line-color': colour.border,
          'line-dasharray': [3, 2.5],
          'line-width': ['interpolate', ['linear'], ['zoom'], 2, 0.5, 8, 1.6]
        }
      },
      {
        id: 'towns',
        type: 'circle',
        source: 'base',
        'source-layer': 'places',
        filter: isShown,
        paint: {
          'circle-color': colour.town,
          'circle-radius': [
            'interpolate',
            ['linear'],
            ['get', 'population'],
            1000,
            1.4,
            100_000,
            2.2,
            2_000_000,
            3
          ]
        }
      },
      {
        id: 'town-names',
        type: 'symbol',
        source: 'base',
        'source-layer': 'places',
        filter: isShown,
        layout: {
          'text-field': name,
          'text-font': font,
          'text-size': [
            'interpolate',
            ['linear'],
            ['get', 'population'],
            1000,
            10.5,
            50_000,
            12,
            1_000_000,
            14.5
          ],
          'text-variable-anchor': ['top', 'bottom', 'left', 'right'],
          'text-radial-offset': 0.45,
          'text-justify': 'auto',
          'text-max-width': 8,
          'text-padding': 4,
          'symbol-sort-key': ['-', ['get', 'population']]
        },
        paint: { 'text-color': colour.townText, 'text-halo-color': colour.halo, 'text-halo-width': 1.4 }
      },
      {
        id: 'country-names',
        type: 'symbol',
        source: 'base',
        'source-layer': 'countries',
        maxzoom: 6.5,
        filter: ['>=', ['get', 'km2'], ['step', ['zoom'], 1_500_000, 2, 400_000, 3, 60_000, 4, 10_000, 5, 0]],
        layout: {
          'text-field': ['upcase', name],
          'text-font': font,
          'text-size': ['interpolate', ['linear'], ['get', 'km2'], 10_000, 10, 1_000_000, 13],
          'text-letter-spacing': 0.14,
          'text-max-width': 7,
          'symbol-sort-key': ['-', ['get', 'km2']]
        },
        paint: { 'text-color': colour.countryText, 'text-halo-color': colour.halo, 'text-halo-width': 1.2 }
      },
      {
        // Unseen, and placed first because it is on top: keeps the base map's names out of the overlay's labels.
        id: 'reserved',
        type: 'symbol',
        source: 'reserved',
        layout: {
          'text-field': ['get', 'text'],
          'text-font': font,
          'text-size': 14,
          'text-max-width': 60,
          'text-allow-overlap': true,
          'text-padding': 5
        },
        paint: { 'text-opacity': 0 }
      }
    ]
  }
}
