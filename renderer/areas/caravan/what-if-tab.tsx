import { Stack, Text, UnstyledButton } from '@mantine/core'
import { type Compared, planDifference } from '#shared/caravan/plan-difference.ts'
import type { Change } from '#shared/caravan/what-if.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureNote } from '../../components/failure-note.tsx'
import { useFormat, useText } from '../../text/language.tsx'
import classes from './caravan-area.module.css'
import { differenceLine } from './difference-words.ts'
import type { ShownPlan } from './draft-plan.ts'
import type { Explainer } from './explain.ts'
import type { Chosen } from './use-planning.ts'
import { useWhatIfName } from './use-what-if-name.ts'
import type { WhatIfDesk } from './use-what-ifs.ts'
import { WhatIfForm } from './what-if-form.tsx'

/** As many differences stand below a what-if in the list. */
const differencesTold = 2

export const comparedOf = (shown: Pick<ShownPlan, 'plan' | 'violations'>): Compared => ({
  plan: shown.plan,
  broken: shown.violations.length
})

/** Begins a what-if, and lists those that lie on the desk. */
export const WhatIfTab = (props: {
  chosen: Chosen
  shown: ShownPlan | null
  whatIfs: WhatIfDesk
  explainer: Explainer
  nameOf: (id: string | null | undefined) => string
  leg: readonly [string, string] | null
  onLeg: (leg: readonly [string, string] | null) => void
  onBegin: (changes: Change[]) => void
  onOpen: (id: string) => void
}) => {
  const { caravan, whatIf } = useText()
  const format = useFormat()
  const { chosen, shown, whatIfs, nameOf } = props
  const nameOfWhatIf = useWhatIfName(chosen.rows, props.explainer)
  if (!shown || shown.plan.visits.length < 2)
    return <EmptyState title={whatIf.title} hint={whatIf.needsPlan} />
  const summary = (id: string): string => {
    const second = whatIfs.shown(id)
    if (!second) return whatIfs.running?.id === id ? whatIf.planning : whatIf.waiting
    const lines = planDifference(comparedOf(shown), comparedOf(second)).map(one =>
      differenceLine(one, whatIf.difference, format, nameOf)
    )
    if (lines.length === 0) return whatIf.nothing
    return lines.length > differencesTold
      ? `${lines.slice(0, differencesTold).join('; ')} …`
      : lines.join('; ')
  }
  return (
    <Stack gap="sm">
      <Text size="sm">{whatIf.hint}</Text>
      <WhatIfForm {...props} shown={shown} />
      {whatIfs.lacks && (
        <Text size="sm" c="error" role="alert">
          {caravan.lacks[whatIfs.lacks]}
        </Text>
      )}
      <FailureNote error={whatIfs.error} />
      {whatIfs.kept.length > 0 && (
        <section aria-label={whatIf.kept}>
          <h3 className={classes.dayTitle}>{whatIf.kept}</h3>
          <Text size="xs" c="dimmed">
            {whatIf.keptHint}
          </Text>
          <ul className={classes.list}>
            {whatIfs.kept.map(({ id, changes }) => (
              <li key={id}>
                <UnstyledButton
                  className={classes.listItem}
                  aria-label={whatIf.open(nameOfWhatIf(changes))}
                  onClick={() => props.onOpen(id)}
                >
                  <Text fw={600} size="sm">
                    {nameOfWhatIf(changes)}
                  </Text>
                  <Text size="sm" c="dimmed">
                    {summary(id)}
                  </Text>
                </UnstyledButton>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Stack>
  )
}
