import { Group, Progress, Text } from '@mantine/core'
import { judgePassphrase, type PassphraseLevel } from '#shared/record/passphrase.ts'
import { useText } from '../text/language.tsx'

const color: Record<PassphraseLevel, string> = { weak: 'red', fair: 'yellow', good: 'teal', strong: 'teal' }
/** Bits that fill the bar. */
const full = 72

/** How hard the passphrase is to guess, as a bar and in words. */
export const Strength = ({ passphrase }: { passphrase: string }) => {
  const { start } = useText()
  const verdict = judgePassphrase(passphrase)
  const words = verdict.common ? start.passphrase.common : start.passphrase.levels[verdict.level]
  return (
    <Group gap="sm" wrap="nowrap" role="status">
      <Progress.Root size="lg" w={140} style={{ flex: 'none' }}>
        <Progress.Section
          value={Math.min(100, (verdict.bits / full) * 100)}
          color={color[verdict.level]}
          aria-label={start.passphrase.strength}
        />
      </Progress.Root>
      <Text size="sm">{passphrase === '' ? '' : words}</Text>
    </Group>
  )
}
