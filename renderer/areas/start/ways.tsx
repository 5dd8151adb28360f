import { Button, Group, SimpleGrid, Stack, Text, Title, UnstyledButton } from '@mantine/core'
import { type Icon, IconEye, IconFlag, IconLock, IconMail, IconUsb } from '@tabler/icons-react'
import { useState } from 'react'
import type { Standing } from '#shared/contract.ts'
import { FailureNote } from '../../components/failure-note.tsx'
import { ProgressLine } from '../../components/progress-line.tsx'
import { useLock } from '../../queries/vault.ts'
import { useText } from '../../text/language.tsx'
import { BeginFederation } from './begin-federation.tsx'
import { Join } from './join.tsx'
import { useLookAround } from './look-around.tsx'
import { OpenStick } from './open-stick.tsx'
import { RecordToCome } from './record-to-come.tsx'
import classes from './start.module.css'
import { StartFrame } from './start-frame.tsx'

/** `card`: another one, where the welcome for the first brought no record */
type Way = 'begin' | 'join' | 'card' | 'stick'
const icons: Record<Exclude<Way, 'card'> | 'demo', Icon> = {
  begin: IconFlag,
  join: IconMail,
  stick: IconUsb,
  demo: IconEye
}

/** The record is made and empty: four ways to go on. Who waits for a welcome goes on waiting. */
export const Ways = ({ standing }: { standing: Standing }) => {
  const { start, shell } = useText()
  const lock = useLock()
  const [way, setWay] = useState<Way | null>(standing.state === 'waiting' ? 'join' : null)
  const demo = useLookAround()
  const back = () => setWay(null)
  if (way === 'begin') return <BeginFederation onBack={back} />
  if (way === 'join' && standing.welcomed) return <RecordToCome onBack={back} onCard={() => setWay('card')} />
  if (way === 'card') return <Join standing={standing} onBack={() => setWay('join')} />
  if (way === 'join') return <Join standing={standing} onBack={back} />
  if (way === 'stick') return <OpenStick onBack={back} onJoin={() => setWay('join')} />

  const card = (name: keyof typeof icons, onClick: () => void) => {
    const Shown = icons[name]
    return (
      <UnstyledButton className={classes.card} onClick={onClick} disabled={demo.pending} key={name}>
        <Shown size={30} stroke={1.5} aria-hidden style={{ flex: 'none' }} />
        <Stack gap={4} component="span">
          <Title order={2} size="h3" component="span">
            {start.ways[name].title}
          </Title>
          <Text span c="dimmed">
            {start.ways[name].hint}
          </Text>
        </Stack>
      </UnstyledButton>
    )
  }
  return (
    <StartFrame title={start.ways.title} intro={start.ways.signedAs(standing.handle)}>
      <SimpleGrid cols={2} spacing="md">
        {(['begin', 'join', 'stick'] as const).map(name => card(name, () => setWay(name)))}
        {card('demo', demo.enter)}
      </SimpleGrid>
      <Group>
        <Button
          variant="default"
          leftSection={<IconLock size={18} aria-hidden />}
          onClick={() => lock.mutate(undefined)}
        >
          {shell.lock}
        </Button>
      </Group>
      {demo.progress && <ProgressLine label={start.openingDemo} {...demo.progress} />}
      <FailureNote error={demo.error} />
    </StartFrame>
  )
}
