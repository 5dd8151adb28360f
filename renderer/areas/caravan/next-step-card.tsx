import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import type { NextStep, PlanCheck } from '#shared/caravan/plan-check.ts'
import { FailureNote } from '../../components/failure-note.tsx'
import { ProgressLine } from '../../components/progress-line.tsx'
import { useFormat, useText } from '../../text/language.tsx'
import type { Explainer } from './explain.ts'
import type { PlanningDesk } from './use-planning.ts'

interface Said {
  title: string
  lines: string[]
  actions: ReactNode
}

/** The one thing to do now, with its button. */
export const NextStepCard = (props: {
  step: NextStep
  check: PlanCheck | null
  stops: number
  desk: PlanningDesk
  may: boolean
  explainer: Explainer | null
  nameOf: (id: string) => string
  onCommune: () => void
  onCaravan: () => void
  onStop: () => void
  onPrint: () => void
}) => {
  const { caravan } = useText()
  const format = useFormat()
  const { step, desk, check, may } = props
  const text = caravan.step
  const planButton = (label: string) => (
    <Button size="sm" onClick={desk.plan}>
      {label}
    </Button>
  )
  const drafted = desk.shown?.standing === 'draft'
  const discard = drafted && (
    <Button size="sm" variant="subtle" px="xs" onClick={desk.discard}>
      {caravan.discard}
    </Button>
  )

  const said = (): Said => {
    switch (step) {
      case 'communes':
        return {
          title: text.communes.title,
          lines: [text.communes.hint],
          actions: (
            <Button size="sm" onClick={props.onCommune}>
              {caravan.putCommune}
            </Button>
          )
        }
      case 'caravan':
        return {
          title: text.caravan.title,
          lines: [text.caravan.hint],
          actions: (
            <Button size="sm" onClick={props.onCaravan}>
              {caravan.make}
            </Button>
          )
        }
      case 'stops':
        return {
          title: text.stops.title,
          lines: [text.stops.hint],
          actions: (
            <Button size="sm" onClick={props.onStop}>
              {text.stops.do}
            </Button>
          )
        }
      case 'plan':
        return {
          title: text.plan.title,
          lines: [text.plan.hint(props.stops)],
          actions: planButton(text.plan.do)
        }
      case 'planning':
        return { title: text.planning.title, lines: [], actions: null }
      case 'adopt': {
        const broken = (desk.shown?.violations.length ?? 0) > 0
        return {
          title: text.adopt.title,
          lines: [broken ? text.adopt.hintBroken : text.adopt.hint],
          actions: (
            <>
              <Button
                size="sm"
                variant={broken ? 'default' : 'filled'}
                loading={desk.adopting}
                onClick={desk.adopt}
              >
                {text.adopt.do}
              </Button>
              <Button size="sm" variant={broken ? 'filled' : 'default'} onClick={desk.plan}>
                {caravan.planAgain}
              </Button>
              {discard}
            </>
          )
        }
      }
      case 'blocked':
        return {
          title: text.blocked.title,
          lines: (check?.blocked ?? []).map(({ from, to }) =>
            text.blocked.leg(props.nameOf(from), props.nameOf(to))
          ),
          actions: (
            <>
              {planButton(text.blocked.do)}
              {discard}
            </>
          )
        }
      case 'changed': {
        const names = (ids: string[]) => format.list(ids.map(id => props.explainer?.stop(id) ?? ''))
        return {
          title: text.changed.title,
          lines: [
            ...(check?.added.length ? [text.changed.added(names(check.added))] : []),
            ...(check?.dropped.length ? [text.changed.dropped(names(check.dropped))] : []),
            ...(check?.loads.length ? [text.changed.loads(check.loads.length)] : [])
          ],
          actions: (
            <>
              {planButton(text.changed.do)}
              {discard}
            </>
          )
        }
      }
      case 'travel':
        return {
          title: text.travel.title,
          lines: [text.travel.hint],
          actions: (
            <>
              <Button size="sm" onClick={props.onPrint}>
                {caravan.printSheet}
              </Button>
              {may && (
                <Button size="sm" variant="default" onClick={desk.plan}>
                  {caravan.planAgain}
                </Button>
              )}
            </>
          )
        }
    }
  }

  const { title, lines, actions } = said()
  return (
    <Paper withBorder p="sm" component="section" aria-label={title} data-step={step}>
      <Stack gap={6}>
        <Title order={2} size="h3">
          {title}
        </Title>
        {lines.map(line => (
          <Text key={line} size="sm">
            {line}
          </Text>
        ))}
        {desk.running && <PlanningProgress desk={desk} running={desk.running} />}
        {desk.lacks && (
          <Text size="sm" c="error" role="alert">
            {caravan.lacks[desk.lacks]}
          </Text>
        )}
        <FailureNote error={desk.error} />
        {(may || step === 'travel') && actions && (
          <Group gap="xs" mt={4}>
            {actions}
          </Group>
        )}
      </Stack>
    </Paper>
  )
}

const PlanningProgress = (props: { desk: PlanningDesk; running: NonNullable<PlanningDesk['running']> }) => {
  const { caravan } = useText()
  const format = useFormat()
  const { running, desk } = props
  const text = caravan.progress
  const best = running.best
  const served = new Set(
    best?.itineraries.flatMap(({ visits }) => visits.filter(visit => visit.held).map(visit => visit.stop))
  )
  const missed = best?.unserved.filter(({ kind }) => kind === 'stop').length ?? 0
  return (
    <ProgressLine
      label={text.label(
        format.number(Math.min(running.elapsedS, running.seconds), 0),
        format.number(running.seconds)
      )}
      done={Math.min(running.elapsedS, running.seconds)}
      total={running.seconds}
      detail={
        best
          ? text.best(
              served.size,
              served.size + missed,
              format.distance(best.cost.distanceM),
              format.duration(best.cost.drivingS / 60)
            )
          : text.none
      }
      onCancel={desk.cancel}
    />
  )
}
