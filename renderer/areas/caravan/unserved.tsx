import { Button, Group, Stack, Text } from '@mantine/core'
import { remedyChange } from '#shared/caravan/remedy-change.ts'
import type { Change } from '#shared/caravan/what-if.ts'
import { useText } from '../../text/language.tsx'
import classes from './caravan-area.module.css'
import type { ShownPlan } from './draft-plan.ts'
import type { Explainer } from './explain.ts'

/** More ways out than these help nobody. */
const mostRemedies = 3

interface Entry {
  id: string
  line: string
  /** what would let it in, each enough by itself; with the edit that would do it, where it is one */
  remedies: { line: string; change: Change | null }[]
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
  const { caravan, whatIf } = useText()
  const { explainer, shown, onOrder, onTry } = props
  const entries = unservedEntries(shown, explainer, caravan.unserved)
  if (entries.length === 0) return null
  return (
    <section aria-label={caravan.unserved.title}>
      <h3 className={classes.dayTitle}>{caravan.unserved.title}</h3>
      <Stack gap={6} component="ul" className={classes.loads}>
        {entries.map(({ id, line, remedies, stop }) => (
          <li key={id}>
            <Text size="sm">{line}</Text>
            {remedies.map(({ line: said, change }) => (
              <Group key={said} gap="xs" wrap="nowrap" justify="space-between" align="flex-start">
                <Text size="sm" c="dimmed">
                  {said}
                </Text>
                {change && onTry && (
                  <Button
                    size="compact-xs"
                    variant="default"
                    className="no-print"
                    style={{ flex: 'none' }}
                    aria-label={`${whatIf.tryIt}: ${said}`}
                    onClick={() => onTry([change])}
                  >
                    {whatIf.tryIt}
                  </Button>
                )}
              </Group>
            ))}
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
  const byId = new Map(shown.unserved.map(({ id, whatWouldFree }) => [id, whatWouldFree]))
  const say = (id: string): Entry['remedies'] => {
    const told = (byId.get(id) ?? []).map(remedy => ({
      line: explainer.remedy(remedy),
      change: remedyChange(remedy)
    }))
    return told
      .filter(({ line }, i) => told.findIndex(other => other.line === line) === i)
      .slice(0, mostRemedies)
  }
  return [
    ...shown.plan.unserved.map(({ stop, reason }) => ({
      id: stop,
      line: words.stop(explainer.stop(stop), explainer.reason(reason)),
      remedies: say(stop),
      stop: reason !== 'windowOutsideJourney' && reason !== 'placeUnknown'
    })),
    ...(shown.plan.leftBehind ?? []).map(({ match, reason }) => {
      const { mass, good, from, to } = explainer.load(match)
      return {
        id: match,
        line: words.load(mass, good, from, to, explainer.reason(reason)),
        remedies: say(match),
        stop: false
      }
    })
  ]
}
