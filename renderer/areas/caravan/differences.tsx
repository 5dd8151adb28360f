import { Text } from '@mantine/core'
import type { Difference } from '#shared/caravan/plan-difference.ts'
import { useFormat, useText } from '../../text/language.tsx'
import classes from './caravan-area.module.css'
import { differenceLine } from './difference-words.ts'

/** In what one route differs from another, a line each. */
export const Differences = (props: {
  differences: readonly Difference[]
  nameOf: (id: string | null | undefined) => string
}) => {
  const { whatIf } = useText()
  const format = useFormat()
  if (props.differences.length === 0) return <Text size="sm">{whatIf.nothing}</Text>
  const lines = props.differences.map(one => differenceLine(one, whatIf.difference, format, props.nameOf))
  return (
    <ul className={classes.differences} aria-label={whatIf.differences}>
      {lines.map(line => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
