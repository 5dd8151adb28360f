import { Button, Group, Text } from '@mantine/core'
import type { Standing } from '#shared/contract.ts'
import { useStanding } from '../queries/standing.ts'
import { useText } from '../text/language.tsx'
import { isOutside } from './outside.ts'
import classes from './shell.module.css'

/** Said on every screen while this device reads and carries without being a member: why, and the way to become one. */
export const OutsideBanner = ({ onJoin }: { onJoin: () => void }) => {
  const { outside } = useText().people
  const { data: standing } = useStanding()
  if (!standing || !isOutside(standing)) return null
  return (
    <aside className={`${classes.trouble} no-print`} aria-label={outside.label}>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{why(standing, outside)}</Text>
        <Button size="compact-sm" flex="none" onClick={onJoin}>
          {outside.toCard}
        </Button>
      </Group>
    </aside>
  )
}

const why = (
  { welcomed, commune }: Standing,
  outside: ReturnType<typeof useText>['people']['outside']
): string => {
  if (!welcomed) return outside.newKey
  return commune ? outside.commune(commune.name) : outside.nobody
}
