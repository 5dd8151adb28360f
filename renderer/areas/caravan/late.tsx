import { Stack, Text } from '@mantine/core'
import type { Change } from '#shared/caravan/what-if.ts'
import { useText } from '../../text/language.tsx'
import classes from './caravan-area.module.css'
import type { ShownPlan } from './draft-plan.ts'
import type { Explainer } from './explain.ts'
import { WaysOut } from './ways-out.tsx'

/** Who is reached later than wished for, why, and what would help. */
export const LateArrivals = (props: {
  shown: ShownPlan
  explainer: Explainer
  onTry: ((changes: Change[]) => void) | null
}) => {
  const { caravan } = useText()
  const { late } = props.shown
  if (late.length === 0) return null
  return (
    <section aria-label={caravan.late.title}>
      <h3 className={classes.dayTitle}>{caravan.late.title}</h3>
      <Stack gap={6} component="ul" className={classes.loads}>
        {late.map(one => (
          <li key={one.stop}>
            <Text size="sm">{props.explainer.late(one)}</Text>
            <WaysOut
              ways={{ single: one.whatWouldFree, together: one.together }}
              say={props.explainer.lateRemedy}
              onTry={props.onTry}
            />
          </li>
        ))}
      </Stack>
    </section>
  )
}
