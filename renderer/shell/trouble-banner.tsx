import { Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { Standing } from '#shared/contract.ts'
import { FailureNote } from '../components/failure-note.tsx'
import { Twice } from '../components/twice.tsx'
import { useRenewDevice } from '../queries/people.ts'
import { useStanding } from '../queries/standing.ts'
import { useText } from '../text/language.tsx'
import { go } from './route.ts'
import classes from './shell.module.css'

/** Said on every screen for as long as it is so: two laptops with one key, a key released, a commune gone. */
export const TroubleBanner = () => {
  const { people } = useText()
  const { data: standing } = useStanding()
  if (!standing) return null
  const own = standing.forked || standing.state === 'released'
  const others = standing.forks.filter(({ device }) => device !== standing.device)
  if (!own && others.length === 0 && standing.state !== 'left') return null
  return (
    <aside className={`${classes.trouble} no-print`} aria-label={people.trouble.label}>
      <Stack gap="xs">
        {own && <OwnTrouble standing={standing} />}
        {standing.state === 'left' && (
          <Text size="sm">{people.trouble.left(standing.commune?.name ?? '')}</Text>
        )}
        {others[0] && <OthersTrouble first={others[0]} more={others.length - 1} />}
      </Stack>
    </aside>
  )
}

const OthersTrouble = ({ first, more }: { first: Standing['forks'][number]; more: number }) => {
  const { trouble } = useText().people
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text size="sm">
        {trouble.others(first.handle, first.honouredTo)} {more > 0 && trouble.more(more)}
      </Text>
      <Button
        size="compact-sm"
        variant="default"
        flex="none"
        onClick={() => go({ area: 'carry', part: 'people' })}
      >
        {trouble.toPeople}
      </Button>
    </Group>
  )
}

const OwnTrouble = ({ standing }: { standing: Standing }) => {
  const { people, words } = useText()
  const { trouble, renew } = people
  const [opened, setOpened] = useState(false)
  const renewing = useRenewDevice()
  return (
    <>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" fw={600}>
          {standing.state === 'released' ? trouble.released : trouble.own}
        </Text>
        {!opened && (
          <Button size="compact-sm" flex="none" onClick={() => setOpened(true)}>
            {trouble.ownDo}
          </Button>
        )}
      </Group>
      {opened && (
        <>
          <Text size="sm">
            {renew.hint} {renew.steps}
          </Text>
          <FailureNote error={renewing.error} onClose={() => renewing.reset()} />
          <Group gap="xs">
            <Twice
              label={renew.do}
              sure={renew.sure}
              busy={renewing.isPending}
              onSure={() => renewing.mutate(undefined)}
            />
            <Button variant="subtle" onClick={() => setOpened(false)}>
              {words.act.close}
            </Button>
          </Group>
        </>
      )}
    </>
  )
}
