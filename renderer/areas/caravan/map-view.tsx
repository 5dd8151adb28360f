import { useComputedColorScheme } from '@mantine/core'
import { memo, useMemo } from 'react'
import type { CaravanRows } from '#shared/caravan/problem-of.ts'
import type { LatLon } from '#shared/places/place.ts'
import { CaravanMap } from '../../map/caravan-map.tsx'
import type { MapLegend, MapWords } from '../../map/map-props.ts'
import { useFormat, useText } from '../../text/language.tsx'
import { locales } from '../../text/plural.ts'
import type { ShownPlan } from './draft-plan.ts'
import { mapCommunes, mapRoute, mapTransfers } from './map-content.ts'

/** The communes, the route that is looked at, and what is loaded and unloaded where. */
export const MapView = memo(
  (props: {
    communes: CaravanRows['communes']
    roads: CaravanRows['roads']
    own: string | null
    shown: ShownPlan | null
    /** a what-if that is looked at beside it, and its name */
    second: ShownPlan | null
    secondName: string
    selected: string | null
    picked: LatLon | null
    /** the map fits itself anew when this changes */
    fitKey: string
    onSelect?: (commune: string) => void
    onPick?: (at: LatLon) => void
    /** a leg of the route was clicked, by its communes */
    onLeg?: (between: readonly [string, string]) => void
  }) => {
    const { caravan, whatIf, words } = useText()
    const format = useFormat()
    const theme = useComputedColorScheme('light')
    const plan = props.shown?.plan ?? null
    const communes = useMemo(
      () => mapCommunes(props.communes, props.own, plan, words.unnamed),
      [props.communes, props.own, plan, words.unnamed]
    )
    const standing = props.shown?.standing === 'adopted' ? 'adopted' : 'best-so-far'
    const route = useMemo(
      () => mapRoute(plan, props.communes, props.roads, standing),
      [plan, props.communes, props.roads, standing]
    )
    const secondPlan = props.second?.plan ?? null
    const second = useMemo(
      () => mapRoute(secondPlan, props.communes, props.roads, 'best-so-far'),
      [secondPlan, props.communes, props.roads]
    )
    const shownName = props.shown ? whatIf[props.shown.standing] : ''
    const legend = useMemo(
      (): MapLegend | undefined =>
        second && { label: whatIf.legend, first: shownName, second: props.secondName },
      [second, whatIf.legend, shownName, props.secondName]
    )
    const transfers = useMemo(() => mapTransfers(plan, caravan, format), [plan, caravan, format])
    const mapWords = useMemo(
      (): MapWords => ({
        mapLabel: caravan.map.label,
        communesLabel: caravan.map.communes,
        zoomIn: caravan.map.zoomIn,
        zoomOut: caravan.map.zoomOut,
        fit: caravan.map.fit,
        pickHint: caravan.map.pickHint,
        baseMapMissing: caravan.map.baseMissing,
        describeCommune: (commune, here) =>
          [
            commune.name,
            ...(commune.state === 'own' ? [caravan.map.own] : []),
            ...(commune.routeNumber ? [caravan.map.stop(commune.routeNumber)] : []),
            ...here.map(transfer => transfer.text)
          ].join(', ')
      }),
      [caravan]
    )
    return (
      <CaravanMap
        communes={communes}
        route={route}
        second={second}
        legend={legend}
        transfers={transfers}
        selectedId={props.selected ?? undefined}
        picked={props.picked ?? undefined}
        theme={theme}
        locale={locales[format.language]}
        words={mapWords}
        fitKey={props.fitKey}
        onSelect={props.onSelect}
        onPick={props.onPick}
        onLeg={props.onLeg}
      />
    )
  }
)
