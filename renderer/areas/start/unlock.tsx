import { Button, PasswordInput, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { FailureNote } from '../../components/failure-note.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { useUnlock } from '../../queries/vault.ts'
import { useText } from '../../text/language.tsx'
import { StartFrame } from './start-frame.tsx'

export const Unlock = ({ handle }: { handle: string | null }) => {
  const { start } = useText()
  const unlock = useUnlock()
  const [passphrase, setPassphrase] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (passphrase !== '') unlock.mutate({ passphrase })
  }
  return (
    <StartFrame title={start.unlock.title} intro={handle ? start.unlock.greeting(handle) : undefined}>
      <form onSubmit={submit}>
        <Sheet>
          <PasswordInput
            label={start.passphrase.label}
            value={passphrase}
            onChange={event => setPassphrase(event.currentTarget.value)}
            visibilityToggleButtonProps={{ 'aria-label': start.passphrase.show, tabIndex: 0 }}
            data-autofocus
            autoFocus
            autoComplete="off"
            maw={560}
          />
          <FailureNote error={unlock.error} />
          <Stack gap={6} align="flex-start">
            <Button type="submit" size="md" loading={unlock.isPending} disabled={passphrase === ''}>
              {start.unlock.button}
            </Button>
            <Text size="sm" c="dimmed">
              {start.unlock.working}
            </Text>
          </Stack>
          <Text size="sm" c="dimmed">
            {start.unlock.forgotten}
          </Text>
        </Sheet>
      </form>
    </StartFrame>
  )
}
