import { ActionIcon, Group, Input, Text } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { type GoalName, goalNames } from '#shared/kinds/caravan.ts'
import { useText } from '../../text/language.tsx'
import classes from './caravan-area.module.css'
import { moved } from './use-order.ts'

/** The goals in their stated order, then those that are not stated. */
export const wholeOrder = (stated: readonly GoalName[] | undefined): GoalName[] => [
  ...new Set([...(stated ?? []), ...goalNames])
]

/** What a route should do, the most important first, each in a sentence. */
export const GoalsOrder = (props: {
  label: string
  hint?: string
  goals: readonly GoalName[]
  onGoals: (goals: GoalName[]) => void
}) => {
  const { caravan } = useText()
  const { goals } = props
  const move = (from: number, to: number) => props.onGoals(moved(goals, from, to) as GoalName[])
  return (
    <Input.Wrapper label={props.label} description={props.hint} labelElement="div">
      <ol className={classes.list} aria-label={props.label}>
        {goals.map((goal, i) => {
          const { name, says } = caravan.goals[goal]
          return (
            <li key={goal}>
              <Group gap="xs" wrap="nowrap" justify="space-between" py={4}>
                <div>
                  <Text size="sm" fw={600}>
                    {i + 1}. {name}
                  </Text>
                  <Text size="xs" c="dimmed">
                    {says}
                  </Text>
                </div>
                <Group gap={0} wrap="nowrap">
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={caravan.goalEarlier(name)}
                    disabled={i === 0}
                    onClick={() => move(i, i - 1)}
                  >
                    <IconArrowUp size={18} aria-hidden />
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={caravan.goalLater(name)}
                    disabled={i === goals.length - 1}
                    onClick={() => move(i, i + 1)}
                  >
                    <IconArrowDown size={18} aria-hidden />
                  </ActionIcon>
                </Group>
              </Group>
            </li>
          )
        })}
      </ol>
    </Input.Wrapper>
  )
}
