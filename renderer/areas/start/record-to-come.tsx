import { Button, Group } from '@mantine/core'
import { FailureNote } from '../../components/failure-note.tsx'
import { useLock } from '../../queries/vault.ts'
import { useText } from '../../text/language.tsx'
import { LocalNetwork } from '../carry/local-network.tsx'
import { TakeStick } from '../carry/take-stick.tsx'
import { StartFrame } from './start-frame.tsx'

/**
 * Welcomed with a code: the secret is here, and the record comes by network or stick. Where it never comes, another
 * card brings another welcome.
 */
export const RecordToCome = ({ onBack, onCard }: { onBack: () => void; onCard: () => void }) => {
  const { start, shell, words } = useText()
  const lock = useLock()
  return (
    <StartFrame title={start.toCome.title} intro={start.toCome.text}>
      <LocalNetwork />
      <TakeStick />
      <FailureNote error={lock.error} />
      <Group>
        <Button variant="default" onClick={onBack}>
          {words.act.back}
        </Button>
        <Button variant="default" onClick={onCard}>
          {start.toCome.card}
        </Button>
        <Button variant="default" onClick={() => lock.mutate(undefined)}>
          {shell.lock}
        </Button>
      </Group>
    </StartFrame>
  )
}
