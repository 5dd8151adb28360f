import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import type { NextStep, PlanCheck } from '#shared/caravan/plan-check.ts'
import { FailureNote } from '../../components/failure-note.tsx'
import { useFormat, useText } from '../../text/language.tsx'
import type { Explainer } from './explain.ts'
import { PlanningProgress } from './planning-progress.tsx'
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
        const edited = (ids: string[]) =>
          format.list([...new Set(ids.map(id => props.explainer?.row(id) ?? text.changed.journey))])
        return {
          title: text.changed.title,
          lines: [
            ...(check?.added.length ? [text.changed.added(names(check.added))] : []),
            ...(check?.dropped.length ? [text.changed.dropped(names(check.dropped))] : []),
            ...(check?.loads.length ? [text.changed.loads(check.loads.length)] : []),
            ...(check?.edited.length ? [text.changed.edited(edited(check.edited))] : [])
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
        {desk.running && <PlanningProgress running={desk.running} onCancel={desk.cancel} />}
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
