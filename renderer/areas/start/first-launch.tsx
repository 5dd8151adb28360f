import { Alert, Button, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconKey } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { isStrongEnough } from '#shared/record/passphrase.ts'
import { FailureNote } from '../../components/failure-note.tsx'
import { ProgressLine } from '../../components/progress-line.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { useCreateVault } from '../../queries/vault.ts'
import { useText } from '../../text/language.tsx'
import { useLookAround } from './look-around.tsx'
import { StartFrame } from './start-frame.tsx'
import { Strength } from './strength.tsx'

/** Nothing is here yet: a handle and a passphrase make the locked record. */
export const FirstLaunch = () => {
  const { start } = useText()
  const create = useCreateVault()
  const demo = useLookAround()
  const [handle, setHandle] = useState('')
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const [visible, { toggle }] = useDisclosure(false)
  const differs = again !== '' && again !== passphrase
  const ready = handle.trim() !== '' && isStrongEnough(passphrase) && again === passphrase

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) create.mutate({ passphrase, handle: handle.trim() })
  }

  return (
    <StartFrame title={start.welcome} intro={start.intro}>
      <form onSubmit={submit}>
        <Sheet title={start.passphrase.title}>
          <Text>{start.passphrase.why}</Text>
          <Alert variant="outline" color="rust" icon={<IconKey aria-hidden />}>
            {start.passphrase.noRecovery}
          </Alert>
          <TextInput
            label={start.handle.label}
            description={start.handle.hint}
            value={handle}
            onChange={event => setHandle(event.currentTarget.value)}
            maxLength={60}
            required
            autoComplete="off"
            maw={420}
          />
          <PasswordInput
            label={start.passphrase.label}
            description={start.passphrase.how}
            value={passphrase}
            onChange={event => setPassphrase(event.currentTarget.value)}
            visible={visible}
            onVisibilityChange={toggle}
            visibilityToggleButtonProps={{ 'aria-label': start.passphrase.show, tabIndex: 0 }}
            maxLength={1024}
            required
            autoComplete="off"
            maw={560}
          />
          <Strength passphrase={passphrase} />
          <PasswordInput
            label={start.passphrase.again}
            value={again}
            onChange={event => setAgain(event.currentTarget.value)}
            visible={visible}
            onVisibilityChange={toggle}
            visibilityToggleButtonProps={{ 'aria-label': start.passphrase.show, tabIndex: 0 }}
            error={differs ? start.passphrase.differs : undefined}
            maxLength={1024}
            required
            autoComplete="off"
            maw={560}
          />
          <FailureNote error={create.error} />
          <Group>
            <Button type="submit" size="md" disabled={!ready} loading={create.isPending}>
              {start.make}
            </Button>
            {create.isPending && (
              <Text role="status" c="dimmed">
                {start.making}
              </Text>
            )}
          </Group>
        </Sheet>
      </form>
      <Stack gap={6} align="flex-start">
        {demo.progress ? (
          <Stack w="100%">
            <ProgressLine label={start.openingDemo} {...demo.progress} />
          </Stack>
        ) : (
          <Group>
            <Button variant="default" onClick={demo.enter} disabled={create.isPending}>
              {start.lookFirst}
            </Button>
            <Text c="dimmed">{start.lookFirstHint}</Text>
          </Group>
        )}
        <FailureNote error={demo.error} />
      </Stack>
    </StartFrame>
  )
}
