import type { Change } from '#shared/caravan/what-if.ts'
import type { Standing } from '#shared/contract.ts'
import type { LatLon } from '#shared/places/place.ts'
import { CaravanForm } from './caravan-form.tsx'
import { CommuneCard } from './commune-card.tsx'
import { CommuneForm } from './commune-form.tsx'
import type { ShownPlan } from './draft-plan.ts'
import type { NotebookTab, Panel } from './panel.ts'
import { RoadForm } from './road-form.tsx'
import { StopForm } from './stop-form.tsx'
import type { CaravanView } from './use-caravan.ts'
import { VehicleForm } from './vehicle-form.tsx'

/** One thing that is looked at or changed, in place of the notebook. */
export const Page = (props: {
  panel: Exclude<Panel, { at: 'notebook' } | { at: 'what-if' }>
  view: CaravanView
  shown: ShownPlan | null
  standing: Standing
  clicked: LatLon | null
  onPin: (at: LatLon | null, look: boolean) => void
  onChoose: (caravan: string) => void
  onPanel: (panel: Panel) => void
  onTry: (changes: Change[]) => void
  onTab: (tab: NotebookTab) => void
  onLeave: () => void
}) => {
  const { panel, view, standing, onLeave, onPanel } = props
  const { chosen } = view
  const own = standing.commune?.id ?? null
  const back = (tab: NotebookTab) => () => {
    props.onTab(tab)
    onLeave()
  }
  switch (panel.at) {
    case 'commune': {
      const row = view.communes.get(panel.id)
      if (!row) return null
      const stop = chosen?.stops.find(({ fields }) => fields.commune === row.id && !fields.dropped) ?? null
      return (
        <CommuneCard
          row={row}
          own={row.id === own}
          caravan={chosen?.caravan ?? null}
          stop={stop}
          shown={props.shown}
          may={standing.state === 'in'}
          editable={row.id === own || row.author === standing.device}
          onAddStop={() => onPanel({ at: 'stop-form', id: null, commune: row.id })}
          onEditStop={id => onPanel({ at: 'stop-form', id })}
          onEdit={() => onPanel({ at: 'commune-form', id: row.id })}
          onLeave={onLeave}
        />
      )
    }
    case 'commune-form': {
      const ownPlace = own ? view.communes.get(own)?.fields.place : undefined
      return (
        <CommuneForm
          key={panel.id ?? 'new'}
          row={panel.id ? (view.communes.get(panel.id) ?? null) : null}
          standing={standing}
          clicked={props.clicked}
          near={ownPlace}
          onPin={props.onPin}
          onSaved={onLeave}
          onLeave={onLeave}
        />
      )
    }
    case 'caravan-form':
      return (
        <CaravanForm
          key={panel.id ?? 'new'}
          row={panel.id ? (view.caravans.find(row => row.id === panel.id) ?? null) : null}
          ownCommune={own}
          onSaved={id => {
            props.onChoose(id)
            onLeave()
          }}
          onLeave={onLeave}
        />
      )
    case 'stop-form':
      return (
        chosen && (
          <StopForm
            key={`${panel.id} ${panel.commune}`}
            row={panel.id ? (chosen.stops.find(row => row.id === panel.id) ?? null) : null}
            caravan={chosen.caravan.id}
            commune={panel.commune}
            onSaved={back('stops')}
            onLeave={onLeave}
          />
        )
      )
    case 'vehicle-form':
      return (
        chosen && (
          <VehicleForm
            key={panel.id ?? 'new'}
            row={panel.id ? (chosen.vehicles.find(row => row.id === panel.id) ?? null) : null}
            caravan={chosen.caravan.id}
            onSaved={back('vehicles')}
            onLeave={onLeave}
          />
        )
      )
    case 'road-form':
      return (
        <RoadForm
          key={`${panel.a} ${panel.b}`}
          a={panel.a}
          b={panel.b}
          reports={view.reports}
          onTry={
            props.shown && props.shown.plan.visits.length > 1
              ? (a, b) => props.onTry([{ what: 'road', a, b, state: 'blocked' }])
              : null
          }
          onSaved={onLeave}
          onLeave={onLeave}
        />
      )
  }
}
