import { VisuallyHidden } from '@mantine/core'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { checkPlan } from '#shared/caravan/plan-check.ts'
import type { Change } from '#shared/caravan/what-if.ts'
import type { LatLon } from '#shared/places/place.ts'
import { FailureNote } from '../../components/failure-note.tsx'
import { PrintSheet } from '../../components/print.tsx'
import { useLater } from '../../components/use-later.ts'
import { useViewSetting } from '../../desk/use-draft.ts'
import { useNames } from '../../queries/names.ts'
import { useStanding } from '../../queries/standing.ts'
import { useRoute } from '../../shell/route.ts'
import { useFormat, useText } from '../../text/language.tsx'
import classes from './caravan-area.module.css'
import { whatIfName } from './change-words.ts'
import { createExplainer } from './explain.ts'
import { MapView } from './map-view.tsx'
import { Notebook } from './notebook.tsx'
import { Page } from './page.tsx'
import type { NotebookTab, Panel } from './panel.ts'
import { RouteSheet } from './route-sheet.tsx'
import { useCaravan } from './use-caravan.ts'
import { usePlanning } from './use-planning.ts'
import { useWhatIfs } from './use-what-ifs.ts'
import { WhatIfPage } from './what-if-page.tsx'

/** The map, and beside it the caravan's notebook or the one thing that is being changed. */
export const CaravanArea = () => {
  const text = useText()
  const { caravan } = text
  const format = useFormat()
  const nameOf = useNames()
  const route = useRoute()
  const standing = useStanding()
  const [wanted, setWanted] = useViewSetting<string | null>('caravan:chosen', null)
  const view = useCaravan(wanted)
  const desk = usePlanning(view.chosen)
  const whatIfs = useWhatIfs(view.chosen)
  const [panel, setPanel] = useState<Panel>({ at: 'notebook' })
  const [tab, setTab] = useState<NotebookTab>('route')
  const [leg, setLeg] = useState<readonly [string, string] | null>(null)
  const [clicked, setClicked] = useState<LatLon | null>(null)
  const [picked, setPicked] = useState<LatLon | null>(null)
  const [looks, setLooks] = useState(0)
  const [printing, setPrinting] = useState(false)
  const [printError, setPrintError] = useState<unknown>(null)
  const page = useRef<HTMLElement>(null)
  const { chosen } = view

  // The palette and other areas open a caravan or a commune here.
  const { thing, part } = route
  useEffect(() => {
    if (!thing) return
    if (part === 'caravan') setWanted(thing)
    if (part === 'commune') setPanel({ at: 'commune', id: thing })
    const asked = part ? tabOf[part] : undefined
    if (asked) setTab(asked)
  }, [thing, part, setWanted])

  const show = useCallback((next: Panel) => {
    setClicked(null)
    setPanel(next)
    page.current?.scrollTo({ top: 0 })
    if (next.at === 'notebook') page.current?.focus({ preventScroll: true })
  }, [])
  const pin = useCallback((at: LatLon | null, look: boolean) => {
    setPicked(at)
    if (look) setLooks(before => before + 1)
  }, [])
  const leave = useCallback(() => show({ at: 'notebook' }), [show])

  const check = useMemo(
    () => (desk.shown && chosen ? checkPlan(desk.shown.plan, chosen.rows) : null),
    [desk.shown, chosen]
  )
  const explainer = useMemo(
    () => (chosen ? createExplainer({ text: caravan, format, nameOf, rows: chosen.rows }) : null),
    [chosen, caravan, format, nameOf]
  )
  const tryOut = (changes: Change[]) => {
    const id = whatIfs.begin(changes)
    if (id) show({ at: 'what-if', id })
    else setTab('whatIf')
  }
  const supposing = tab === 'whatIf' && panel.at === 'notebook'
  const chooseLeg = useCallback(
    ([a, b]: readonly [string, string]) => {
      setLeg([a, b])
      if (!supposing) show({ at: 'road-form', a, b })
    },
    [supposing, show]
  )
  const chooseCommune = useCallback((id: string) => show({ at: 'commune', id }), [show])
  const looked = panel.at === 'what-if' ? panel.id : null
  const lookedAt = whatIfs.kept.find(one => one.id === looked) ?? null
  const onMap = useLater(desk.shown)
  const secondOnMap = useLater(looked ? whatIfs.shown(looked) : null)
  const onPrinted = useCallback((error: unknown) => {
    setPrinting(false)
    setPrintError(error)
  }, [])

  const own = standing.data?.commune?.id ?? null
  const picking = panel.at === 'commune-form'
  const placed = [...view.communes.values()].filter(row => row.fields.place).length
  return (
    <div className={classes.area} data-fill data-beside={looked !== null || undefined}>
      <VisuallyHidden component="h1">{caravan.title}</VisuallyHidden>
      <div className={`${classes.map} no-print`}>
        <MapView
          communes={view.communes}
          roads={chosen?.rows.roads ?? noRoads}
          own={own}
          shown={onMap}
          second={secondOnMap}
          secondName={
            lookedAt && chosen && explainer
              ? whatIfName(lookedAt.changes, { text, format, rows: chosen.rows, explainer, nameOf })
              : ''
          }
          onLeg={picking || !chosen ? undefined : chooseLeg}
          selected={panel.at === 'commune' ? panel.id : null}
          picked={picked}
          fitKey={`${chosen?.caravan.id ?? ''} ${placed} ${looks} ${looked ?? ''}`}
          onSelect={picking ? undefined : chooseCommune}
          onPick={picking ? setClicked : undefined}
        />
      </div>
      <section
        ref={page}
        className={`${classes.page} no-print`}
        aria-label={caravan.page}
        tabIndex={-1}
        data-scrolls
      >
        <FailureNote error={standing.error ?? view.error ?? printError} />
        {panel.at === 'notebook' ? (
          <Notebook
            view={view}
            desk={desk}
            whatIfs={whatIfs}
            leg={leg}
            onLeg={setLeg}
            onTry={tryOut}
            check={check}
            explainer={explainer}
            may={standing.data?.state === 'in'}
            tab={tab}
            onTab={setTab}
            onChoose={setWanted}
            onPanel={show}
            onPrint={() => setPrinting(true)}
            nameOf={nameOf}
          />
        ) : panel.at === 'what-if' ? (
          lookedAt &&
          chosen &&
          desk.shown &&
          explainer && (
            <WhatIfPage
              key={lookedAt.id}
              whatIf={lookedAt}
              chosen={chosen}
              shown={desk.shown}
              whatIfs={whatIfs}
              explainer={explainer}
              may={standing.data?.state === 'in'}
              nameOf={nameOf}
              onAdopted={(drafted, plan) => {
                desk.adopted(drafted, plan)
                setTab('route')
                leave()
              }}
              onLeave={leave}
            />
          )
        ) : (
          standing.data && (
            <Page
              panel={panel}
              view={view}
              shown={desk.shown}
              standing={standing.data}
              clicked={clicked}
              onPin={pin}
              onChoose={setWanted}
              onPanel={show}
              onTry={tryOut}
              onTab={setTab}
              onLeave={leave}
            />
          )
        )}
      </section>
      {printing && chosen && desk.shown && explainer && (
        <PrintSheet onDone={onPrinted}>
          <RouteSheet
            caravan={chosen.caravan}
            vehicles={chosen.vehicles}
            shown={desk.shown}
            roads={chosen.rows.roads}
            explainer={explainer}
            nameOf={nameOf}
          />
        </PrintSheet>
      )}
    </div>
  )
}

const noRoads = new Map()

/** Where the notebook shows a row of these kinds. */
const tabOf: Record<string, NotebookTab> = {
  plan: 'route',
  stop: 'stops',
  vehicle: 'vehicles',
  'road-report': 'roads'
}
