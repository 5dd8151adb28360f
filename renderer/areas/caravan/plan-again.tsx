import { Button, Group, Text } from '@mantine/core'
import { useText } from '../../text/language.tsx'

/** After something was changed in place: the route was made before, and one press makes it anew. */
export const PlanAgain = (props: { onPlan: (() => void) | null }) => {
  const { caravan } = useText()
  if (!props.onPlan) return null
  return (
    <Group gap="xs" justify="space-between" role="status">
      <Text size="sm">{caravan.madeBeforeThis}</Text>
      <Button size="compact-sm" onClick={props.onPlan}>
        {caravan.planAgain}
      </Button>
    </Group>
  )
}
