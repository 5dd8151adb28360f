import { Text, VisuallyHidden } from '@mantine/core'
import type { PlanLoad } from '#shared/caravan/plan-of.ts'
import { useFormat, useText } from '../../text/language.tsx'
import classes from './caravan-area.module.css'

/** What goes on and what comes off, a line each. */
export const LoadLines = ({ loads }: { loads: readonly PlanLoad[] }) => {
  const { caravan } = useText()
  const format = useFormat()
  const text = caravan.route
  if (loads.length === 0) return null
  return (
    <ul className={classes.loads}>
      {loads.map(({ match, good, massKg, what }) => (
        <li key={`${match} ${what}`} data-load={what}>
          <Text size="sm" span aria-hidden>
            {text[what](format.mass(massKg), good)}
          </Text>
          <VisuallyHidden>
            {(what === 'load' ? text.loadSaid : text.unloadSaid)(format.mass(massKg), good)}
          </VisuallyHidden>
        </li>
      ))}
    </ul>
  )
}
