import { Button, Stack, Text } from '@mantine/core'
import type { Remedy } from '#shared/planner/solution.ts'
import { useText } from '../../text/language.tsx'
import classes from './caravan-area.module.css'
import type { Explainer } from './explain.ts'
import type { ShownPlan } from './use-planning.ts'

interface Entry {
  id: string
  line: string
  remedy: string | null
  /** a stop can be put into the order by hand */
  stop: boolean
}

/** What is not on the route, why, and what would let it in. */
export const Unserved = (props: {
  shown: ShownPlan
  explainer: Explainer
  order: readonly string[]
  onOrder: ((order: string[]) => void) | null
}) => {
  const { caravan } = useText()
  const { explainer, shown, onOrder } = props
  const entries = unservedEntries(shown, explainer, caravan.unserved)
  if (entries.length === 0) return null
  return (
    <section aria-label={caravan.unserved.title}>
      <h3 className={classes.dayTitle}>{caravan.unserved.title}</h3>
      <Stack gap={6} component="ul" className={classes.loads}>
        {entries.map(({ id, line, remedy, stop }) => (
          <li key={id}>
            <Text size="sm">{line}</Text>
            {remedy && (
              <Text size="sm" c="dimmed">
                {remedy}
              </Text>
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
  const remedies = new Map(shown.unserved.map(({ id, whatWouldFree }) => [id, whatWouldFree[0]]))
  const say = (remedy: Remedy | undefined) => (remedy ? explainer.remedy(remedy) : null)
  return [
    ...shown.plan.unserved.map(({ stop, reason }) => ({
      id: stop,
      line: words.stop(explainer.stop(stop), explainer.reason(reason)),
      remedy: say(remedies.get(stop)),
      stop: reason !== 'windowOutsideJourney' && reason !== 'placeUnknown'
    })),
    ...(shown.plan.leftBehind ?? []).map(({ match, reason }) => {
      const { mass, good, from, to } = explainer.load(match)
      return {
        id: match,
        line: words.load(mass, good, from, to, explainer.reason(reason)),
        remedy: say(remedies.get(match)),
        stop: false
      }
    })
  ]
}
