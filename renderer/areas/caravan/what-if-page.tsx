import { ActionIcon, Button, Group, Select, Stack, Text, Title } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useState } from 'react'
import { checkPlan } from '#shared/caravan/plan-check.ts'
import { planDifference } from '#shared/caravan/plan-difference.ts'
import { stopOrderOf } from '#shared/caravan/stop-order.ts'
import { putsOf, withChanges } from '#shared/caravan/what-if.ts'
import { FailureNote } from '../../components/failure-note.tsx'
import { useText } from '../../text/language.tsx'
import { BesideTable } from './beside-table.tsx'
import { Differences } from './differences.tsx'
import type { DraftPlan, ShownPlan } from './draft-plan.ts'
import type { Explainer } from './explain.ts'
import { OrderList } from './order-list.tsx'
import { PlanningProgress } from './planning-progress.tsx'
import { Unserved } from './unserved.tsx'
import { useOpened } from './use-opened.ts'
import type { Chosen } from './use-planning.ts'
import { useWhatIfName } from './use-what-if-name.ts'
import type { WhatIf, WhatIfDesk } from './use-what-ifs.ts'
import { Violations } from './violations.tsx'
import { comparedOf } from './what-if-tab.tsx'

const current = 'current'

/** One what-if beside the current route or another what-if: what differs, and both day by day. */
export const WhatIfPage = (props: {
  whatIf: WhatIf
  chosen: Chosen
  shown: ShownPlan
  whatIfs: WhatIfDesk
  explainer: Explainer
  may: boolean
  nameOf: (id: string | null | undefined) => string
  onAdopted: (drafted: DraftPlan, plan: string) => void
  onLeave: () => void
}) => {
  const { whatIf: text, words } = useText()
  const { whatIf, chosen, whatIfs, explainer, nameOf } = props
  const heading = useOpened<HTMLHeadingElement>()
  const [against, setAgainst] = useState(current)
  const name = useWhatIfName(chosen.rows, explainer)
  const others = whatIfs.kept.filter(one => one.id !== whatIf.id && one.drafted)
  const chosenOther = others.find(one => one.id === against)
  const firstShown = (chosenOther && whatIfs.shown(chosenOther.id)) ?? props.shown
  const firstName = chosenOther ? name(chosenOther.changes) : nameOfShown(props.shown, text)
  const second = whatIfs.shown(whatIf.id)
  const running = whatIfs.running?.id === whatIf.id ? whatIfs.running.live : null
  const byHand = whatIf.changes.find(one => one.what === 'order')
  const supposed = withChanges(chosen.rows, whatIf.changes)
  const check = second && !running ? checkPlan(second.plan, supposed) : null
  const stale = check && Object.values(check).some(list => list.length > 0)
  const written = putsOf(chosen.rows, whatIf.changes).length > 0

  return (
    <Stack gap="sm">
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <ActionIcon variant="default" size={36} aria-label={words.act.back} onClick={props.onLeave}>
          <IconArrowLeft size={20} aria-hidden />
        </ActionIcon>
        <Title ref={heading} tabIndex={-1} order={2} size="h3" pt={4}>
          {name(whatIf.changes)}
        </Title>
      </Group>
      {others.length > 0 && (
        <Select
          label={text.against}
          data={[
            { value: current, label: nameOfShown(props.shown, text) },
            ...others.map(one => ({ value: one.id, label: name(one.changes) }))
          ]}
          value={chosenOther ? against : current}
          onChange={value => value && setAgainst(value)}
          allowDeselect={false}
        />
      )}
      {running && <PlanningProgress running={running} onCancel={whatIfs.cancel} />}
      {!second && !running && <Text size="sm">{text.unplanned}</Text>}
      {stale && <Text size="sm">{text.stale}</Text>}
      {second && (
        <section aria-label={text.differences} aria-live="polite">
          <Differences
            differences={planDifference(comparedOf(firstShown), comparedOf(second))}
            nameOf={nameOf}
          />
        </section>
      )}
      <FailureNote error={whatIfs.error} />
      {!running && (
        <>
          {props.may && second && written && (
            <Text size="sm" c="dimmed">
              {text.adoptAlso(name(whatIf.changes))}
            </Text>
          )}
          <Group gap="xs">
            {props.may && second && (
              <Button
                size="sm"
                variant={stale ? 'default' : 'filled'}
                loading={whatIfs.adopting}
                onClick={() => whatIfs.adopt(whatIf.id, props.onAdopted)}
              >
                {text.adopt}
              </Button>
            )}
            {(!second || stale) && (
              <Button size="sm" onClick={() => whatIfs.planAgain(whatIf.id)}>
                {text.planAgain}
              </Button>
            )}
            <Button
              size="sm"
              variant="subtle"
              px="xs"
              onClick={() => {
                whatIfs.throwAway(whatIf.id)
                props.onLeave()
              }}
            >
              {text.throwAway}
            </Button>
          </Group>
        </>
      )}
      {second && <Violations violations={second.violations} explainer={explainer} />}
      {second && byHand && (
        <OrderList
          label={text.orderTitle}
          order={stopOrderOf(second.plan)}
          nameOfStop={explainer.stop}
          onOrder={order => whatIfs.reorder(whatIf.id, order)}
        />
      )}
      {second && (
        <BesideTable
          first={{ name: firstName, plan: firstShown.plan }}
          second={{ name: name(whatIf.changes), plan: second.plan }}
          nameOf={nameOf}
        />
      )}
      {second && <Unserved shown={second} explainer={explainer} order={[]} onOrder={null} onTry={null} />}
    </Stack>
  )
}

export const nameOfShown = (
  shown: ShownPlan,
  text: Pick<ReturnType<typeof useText>['whatIf'], 'adopted' | 'draft' | 'running'>
): string => text[shown.standing]
