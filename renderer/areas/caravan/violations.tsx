import { Alert, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { Violation } from '#shared/planner/solution.ts'
import { useText } from '../../text/language.tsx'
import classes from './caravan-area.module.css'
import type { Explainer } from './explain.ts'

/** Which limits an order made by hand breaks, in words. */
export const Violations = (props: { violations: readonly Violation[]; explainer: Explainer }) => {
  const { caravan } = useText()
  const lines = [...new Set(props.violations.map(props.explainer.violation))]
  if (lines.length === 0) return null
  return (
    <Alert
      color="orange"
      variant="outline"
      icon={<IconAlertTriangle aria-hidden />}
      title={caravan.violations.title}
      role="status"
    >
      <ul className={classes.loads}>
        {lines.map(line => (
          <li key={line}>
            <Text size="sm" span>
              {line}
            </Text>
          </li>
        ))}
      </ul>
    </Alert>
  )
}
