import { Center, Container, Loader, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { FirstLaunch } from '../areas/start/first-launch.tsx'
import { Join } from '../areas/start/join.tsx'
import { Unlock } from '../areas/start/unlock.tsx'
import { Ways } from '../areas/start/ways.tsx'
import { FailureNote } from '../components/failure-note.tsx'
import { DeskProvider } from '../desk/desk-provider.tsx'
import { useStanding } from '../queries/standing.ts'
import { useVault } from '../queries/vault.ts'
import { useText } from '../text/language.tsx'
import { useIdleLock } from './lock-after.ts'
import { hasRecord, isOutside } from './outside.ts'
import { Workspace } from './workspace.tsx'

const Waiting = () => {
  const { shell } = useText()
  return (
    <Center h="100%">
      <Stack align="center" gap="xs" role="status">
        <Loader aria-hidden />
        <Text c="dimmed">{shell.status.reading}</Text>
      </Stack>
    </Center>
  )
}

const Failed = (props: { error: unknown; onRetry?: () => void }) => (
  <Container size="sm" py="xl" component="main">
    <FailureNote {...props} />
  </Container>
)

/** Unlocked: into the work wherever a federation's record is here, else the ways to one. */
export const Opened = ({ demo }: { demo: boolean }) => {
  useIdleLock()
  const standing = useStanding()
  const [joining, setJoining] = useState(false)
  if (standing.error) return <Failed error={standing.error} onRetry={() => void standing.refetch()} />
  if (!standing.data) return <Waiting />
  if (!demo && !hasRecord(standing.data)) return <Ways standing={standing.data} />
  const outside = isOutside(standing.data)
  if (joining && !outside) setJoining(false)
  if (joining && outside) return <Join standing={standing.data} onBack={() => setJoining(false)} />
  return <Workspace demo={demo} onJoin={() => setJoining(true)} />
}

/** Which of the window's faces is shown: first launch, locked, on the way in, or at work. */
export const Shell = () => {
  const vault = useVault()
  if (vault.error) return <Failed error={vault.error} onRetry={() => void vault.refetch()} />
  if (!vault.data) return <Waiting />
  const { state, desk, demo, handle } = vault.data
  if (state === 'empty') return <FirstLaunch />
  if (state === 'locked' || !desk) return <Unlock handle={handle} />
  return (
    <DeskProvider key={desk} name={desk} waiting={<Waiting />} failed={failure => <Failed error={failure} />}>
      <Opened demo={demo} />
    </DeskProvider>
  )
}
