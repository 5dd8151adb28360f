import { Alert, Button, Group, Text } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { toFailure } from '../../queries/ask.ts'
import { useText } from '../../text/language.tsx'
import { TakeStick } from '../carry/take-stick.tsx'
import { StartFrame } from './start-frame.tsx'

/** A stick before one is in a federation: it opens only with a welcome, and this says so. */
export const OpenStick = (props: { onBack: () => void; onJoin: () => void }) => {
  const { start, words } = useText()
  const text = start.stick
  return (
    <StartFrame title={text.title} intro={text.text}>
      <TakeStick
        explain={error => {
          const { code } = toFailure(error)
          if (code !== 'no-federation' && code !== 'bundle-foreign') return null
          return (
            <Alert variant="outline" color="rust" icon={<IconLock aria-hidden />} title={text.needWelcome}>
              <Text size="sm" mb="sm">
                {text.needWelcomeText}
              </Text>
              <Button size="sm" onClick={props.onJoin}>
                {text.toJoin}
              </Button>
            </Alert>
          )
        }}
      />
      <Group>
        <Button variant="default" onClick={props.onBack}>
          {words.act.back}
        </Button>
      </Group>
    </StartFrame>
  )
}
