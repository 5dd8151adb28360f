import { Button, Stack, Text } from '@mantine/core'
import type { Change } from '#shared/caravan/what-if.ts'
import type { Unserved as UnservedItem } from '#shared/planner/solution.ts'
import { useText } from '../../text/language.tsx'
import classes from './caravan-area.module.css'
import type { ShownPlan } from './draft-plan.ts'
import type { Explainer } from './explain.ts'
import { WaysOut } from './ways-out.tsx'

interface Entry {
  id: string
  line: string
  /** of a stop: what earlier journeys did for it */
  turn: string | null
  /** what would let it in; absent of an adopted plan and of what never reached the planner */
  why: UnservedItem | undefined
  /** a stop can be put into the order by hand */
  stop: boolean
}

/** What is not on the route, why, and what would let it in. */
export const Unserved = (props: {
  shown: ShownPlan
  explainer: Explainer
  order: readonly string[]
  onOrder: ((order: string[]) => void) | null
  /** begins a what-if; null where none can be begun */
  onTry: ((changes: Change[]) => void) | null
}) => {
  const { caravan } = useText()
  const { explainer, shown, onOrder, onTry } = props
  const entries = unservedEntries(shown, explainer, caravan.unserved)
  if (entries.length === 0) return null
  return (
    <section aria-label={caravan.unserved.title}>
      <h3 className={classes.dayTitle}>{caravan.unserved.title}</h3>
      <Stack gap={6} component="ul" className={classes.loads}>
        {entries.map(({ id, line, turn, why, stop }) => (
          <li key={id}>
            <Text size="sm">{line}</Text>
            {turn && (
              <Text size="sm" c="dimmed" className={classes.turn}>
                {turn}.
              </Text>
            )}
            {why && (
              <WaysOut
                ways={{ single: why.whatWouldFree, together: why.together }}
                say={explainer.remedy}
                onTry={onTry}
              />
            )}
            {stop && onOrder && (
              <Button
                size="compact-xs"
                variant="default"
                className="no-print"
                onClick={() => onOrder([...props.order, id])}
              >
                {caravan.unserved.insist}
              </Button>
            )}
          </li>
        ))}
      </Stack>
    </section>
  )
}

type Words = ReturnType<typeof useText>['caravan']['unserved']

export const unservedEntries = (shown: ShownPlan, explainer: Explainer, words: Words): Entry[] => {
  const byId = new Map(shown.unserved.map(one => [one.id, one]))
  return [
    ...shown.plan.unserved.map(({ stop, reason }) => ({
      id: stop,
      line: words.stop(explainer.stop(stop), explainer.reason(reason)),
      turn: explainer.turn(stop),
      why: byId.get(stop),
      stop: reason !== 'windowOutsideJourney' && reason !== 'placeUnknown'
    })),
    ...(shown.plan.leftBehind ?? []).map(({ match, reason }) => {
      const { mass, good, from, to } = explainer.load(match)
      return {
        id: match,
        line: words.load(mass, good, from, to, explainer.reason(reason)),
        turn: null,
        why: byId.get(match),
        stop: false
      }
    })
  ]
}
