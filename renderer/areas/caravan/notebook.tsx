import { ActionIcon, Button, Group, Select, Stack, Tabs, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconDots, IconMapPinPlus, IconPencil, IconPlus, IconPrinter } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { NextStep, PlanCheck } from '#shared/caravan/plan-check.ts'
import { nextStep } from '#shared/caravan/plan-check.ts'
import type { Change } from '#shared/caravan/what-if.ts'
import { useFormat, useText } from '../../text/language.tsx'
import classes from './caravan-area.module.css'
import type { Explainer } from './explain.ts'
import { NextStepCard } from './next-step-card.tsx'
import type { NotebookTab, Panel } from './panel.ts'
import { RoadsTab } from './roads-tab.tsx'
import { RouteView } from './route-view.tsx'
import { StopsTab } from './stops-tab.tsx'
import type { CaravanView } from './use-caravan.ts'
import type { PlanningDesk } from './use-planning.ts'
import { useUnderWay } from './use-under-way.ts'
import type { WhatIfDesk } from './use-what-ifs.ts'
import { VehiclesTab } from './vehicles-tab.tsx'
import { WhatIfTab } from './what-if-tab.tsx'

const tabs = ['route', 'stops', 'vehicles', 'roads', 'whatIf'] as const

/** The page beside the map: which caravan, what to do next, and its route, stops, vehicles and roads. */
export const Notebook = (props: {
  view: CaravanView
  desk: PlanningDesk
  whatIfs: WhatIfDesk
  /** the leg that was clicked on the map */
  leg: readonly [string, string] | null
  onLeg: (leg: readonly [string, string] | null) => void
  onTry: (changes: Change[]) => void
  check: PlanCheck | null
  explainer: Explainer | null
  may: boolean
  tab: NotebookTab
  onTab: (tab: NotebookTab) => void
  onChoose: (caravan: string) => void
  onPanel: (panel: Panel) => void
  onPrint: () => void
  nameOf: (id: string | null | undefined) => string
}) => {
  const { caravan, whatIf, words } = useText()
  const format = useFormat()
  const [more, { toggle: toggleMore }] = useDisclosure(false)
  const { view, desk, may, nameOf, onPanel, check, explainer } = props
  const { chosen } = view
  const placed = [...view.communes.values()].filter(row => row.fields.place).length
  const stops = chosen?.stops.filter(stop => !stop.fields.dropped).length ?? 0
  const step = nextStep({
    communes: placed,
    caravan: chosen !== null,
    stops,
    planning: desk.running !== null,
    plan: desk.shown && check ? { adopted: desk.shown.standing === 'adopted', check } : null
  })
  const underWay = useUnderWay(chosen, desk.shown)
  const fields = chosen?.caravan.fields

  return (
    <Stack gap="sm">
      <Group justify="space-between" wrap="nowrap" align="flex-end" gap="xs" className={classes.pageHead}>
        {chosen ? (
          <Select
            aria-label={caravan.choose}
            data={view.caravans.map(row => ({ value: row.id, label: row.fields.name ?? words.unnamed }))}
            value={chosen.caravan.id}
            onChange={value => value && props.onChoose(value)}
            allowDeselect={false}
            style={{ flex: 1 }}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-headings)', fontWeight: 600 } }}
          />
        ) : (
          <Title order={2}>{caravan.title}</Title>
        )}
        <ActionIcon
          variant="default"
          size={36}
          aria-label={caravan.more}
          aria-expanded={more}
          onClick={toggleMore}
        >
          <IconDots size={20} aria-hidden />
        </ActionIcon>
      </Group>
      {more && (
        <Group gap="xs">
          {may && (
            <Act icon={<IconMapPinPlus />} onClick={() => onPanel({ at: 'commune-form', id: null })}>
              {caravan.putCommune}
            </Act>
          )}
          {may && chosen && (
            <Act icon={<IconPencil />} onClick={() => onPanel({ at: 'caravan-form', id: chosen.caravan.id })}>
              {caravan.editJourney}
            </Act>
          )}
          {may && (
            <Act icon={<IconPlus />} onClick={() => onPanel({ at: 'caravan-form', id: null })}>
              {chosen ? caravan.makeAnother : caravan.make}
            </Act>
          )}
          <Act
            icon={<IconPrinter />}
            disabled={!desk.shown || desk.shown.plan.visits.length < 2}
            onClick={props.onPrint}
          >
            {caravan.printSheet}
          </Act>
        </Group>
      )}
      {fields && (
        <Text size="sm" c="dimmed">
          {caravan.journeyLine(
            format.dayRange(fields.from ?? '', fields.until ?? ''),
            nameOf(fields.start),
            fields.end ? nameOf(fields.end) : null
          )}
        </Text>
      )}
      {!may && <Text size="sm">{caravan.mayNotWrite}</Text>}
      {(may || toldToAll.includes(step)) && (
        <NextStepCard
          step={step}
          check={check}
          stops={stops}
          desk={desk}
          may={may}
          explainer={explainer}
          nameOf={nameOf}
          onCommune={() => onPanel({ at: 'commune-form', id: null })}
          onCaravan={() => onPanel({ at: 'caravan-form', id: null })}
          onStop={() => onPanel({ at: 'stop-form', id: null })}
          onPrint={props.onPrint}
        />
      )}
      {step === 'caravan' && may && (
        <Group>
          <Button variant="default" onClick={() => onPanel({ at: 'commune-form', id: null })}>
            {caravan.putCommune}
          </Button>
        </Group>
      )}
      {(chosen?.standing.length ?? 0) > 1 && (
        <Text size="sm" role="status">
          {caravan.rivals(chosen?.standing.length ?? 0)}
        </Text>
      )}
      {chosen && explainer && (
        <Tabs
          value={props.tab}
          onChange={value => value && props.onTab(value as NotebookTab)}
          keepMounted={false}
        >
          <Tabs.List aria-label={caravan.notebookSections} mb="sm">
            {tabs.map(tab => (
              <Tabs.Tab key={tab} value={tab} className={classes.tab}>
                {tab === 'whatIf' ? whatIf.tab : caravan.tabs[tab]}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="route">
            <RouteView
              shown={desk.shown}
              explainer={explainer}
              roads={chosen.rows.roads}
              stops={chosen.stops}
              vehicles={chosen.vehicles}
              may={may && !desk.running}
              underWay={underWay}
              onPlan={step === 'changed' || step === 'blocked' ? desk.plan : null}
              nameOf={nameOf}
              onOrder={may && !desk.running ? desk.reorder : null}
              onCommune={id => onPanel({ at: 'commune', id })}
              onRoad={may ? (a, b) => onPanel({ at: 'road-form', a, b }) : null}
              onTry={desk.running ? null : props.onTry}
            />
          </Tabs.Panel>
          <Tabs.Panel value="stops">
            <StopsTab
              stops={chosen.stops}
              shown={desk.shown}
              may={may}
              nameOf={nameOf}
              turnOf={explainer.turn}
              onOrder={may && !desk.running ? desk.reorder : null}
              onAdd={() => onPanel({ at: 'stop-form', id: null })}
              onOpen={id => onPanel({ at: 'stop-form', id })}
            />
          </Tabs.Panel>
          <Tabs.Panel value="vehicles">
            <VehiclesTab
              vehicles={chosen.vehicles}
              may={may}
              onAdd={() => onPanel({ at: 'vehicle-form', id: null })}
              onOpen={id => onPanel({ at: 'vehicle-form', id })}
            />
          </Tabs.Panel>
          <Tabs.Panel value="roads">
            <RoadsTab
              roads={chosen.rows.roads}
              may={may}
              nameOf={nameOf}
              onReport={(a, b) => onPanel({ at: 'road-form', a, b })}
            />
          </Tabs.Panel>
          <Tabs.Panel value="whatIf">
            <WhatIfTab
              chosen={chosen}
              shown={desk.shown}
              whatIfs={props.whatIfs}
              explainer={explainer}
              nameOf={nameOf}
              leg={props.leg}
              onLeg={props.onLeg}
              onBegin={props.onTry}
              onOpen={id => onPanel({ at: 'what-if', id })}
            />
          </Tabs.Panel>
        </Tabs>
      )}
    </Stack>
  )
}

/** Steps that say how things stand; the others only ask for what whoever may not write cannot do. */
const toldToAll: readonly NextStep[] = ['blocked', 'changed', 'travel']

const Act = (props: { icon: ReactNode; disabled?: boolean; onClick: () => void; children: ReactNode }) => (
  <Button
    size="compact-sm"
    variant="default"
    leftSection={
      <span className={classes.actIcon} aria-hidden>
        {props.icon}
      </span>
    }
    disabled={props.disabled}
    onClick={props.onClick}
  >
    {props.children}
  </Button>
)
