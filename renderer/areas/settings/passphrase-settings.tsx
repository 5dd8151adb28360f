import { Alert, Button, Group, PasswordInput, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconCheck } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { isStrongEnough } from '#shared/record/passphrase.ts'
import { FailureNote } from '../../components/failure-note.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { Strength } from '../../components/strength.tsx'
import { useChangePassphrase } from '../../queries/vault.ts'
import { useText } from '../../text/language.tsx'

/** Another passphrase for the same record. What is typed is gone from here once it was taken. */
export const PassphraseSettings = () => {
  const { settings, start, words } = useText()
  const text = settings.passphrase
  const change = useChangePassphrase()
  const [opened, { open, close }] = useDisclosure(false)
  const [visible, { toggle }] = useDisclosure(false)
  const [now, setNow] = useState('')
  const [next, setNext] = useState('')
  const [again, setAgain] = useState('')
  const differs = again !== '' && again !== next
  const ready = now !== '' && isStrongEnough(next) && again === next

  const forget = () => {
    setNow('')
    setNext('')
    setAgain('')
    close()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) change.mutate({ now, next }, { onSuccess: forget })
  }
  const begin = () => {
    change.reset()
    open()
  }
  const giveUp = () => {
    change.reset()
    forget()
  }
  const secret = {
    visible,
    onVisibilityChange: toggle,
    visibilityToggleButtonProps: { 'aria-label': start.passphrase.show, tabIndex: 0 },
    maxLength: 1024,
    required: true,
    autoComplete: 'off'
  }
  return (
    <Sheet title={text.title} hint={text.hint}>
      {!opened && change.isSuccess && (
        <Alert
          role="status"
          variant="outline"
          color="teal"
          icon={<IconCheck aria-hidden />}
          title={text.done}
        >
          <Text size="sm">{text.doneNext}</Text>
        </Alert>
      )}
      {opened ? (
        <form onSubmit={submit} aria-label={text.title}>
          <Stack gap="sm">
            <PasswordInput
              label={text.now}
              value={now}
              onChange={event => setNow(event.currentTarget.value)}
              error={change.error?.failure.code === 'passphrase-wrong' ? text.wrong : undefined}
              {...secret}
            />
            <PasswordInput
              label={text.next}
              description={start.passphrase.how}
              value={next}
              onChange={event => setNext(event.currentTarget.value)}
              {...secret}
            />
            <Strength passphrase={next} />
            <PasswordInput
              label={text.again}
              value={again}
              onChange={event => setAgain(event.currentTarget.value)}
              error={differs ? start.passphrase.differs : undefined}
              {...secret}
            />
            <Text size="sm" fw={600}>
              {start.passphrase.noRecovery}
            </Text>
            {change.error?.failure.code !== 'passphrase-wrong' && <FailureNote error={change.error} />}
            <Group>
              <Button type="submit" disabled={!ready} loading={change.isPending}>
                {text.change}
              </Button>
              <Button variant="default" onClick={giveUp} disabled={change.isPending}>
                {words.act.cancel}
              </Button>
            </Group>
          </Stack>
        </form>
      ) : (
        <Group>
          <Button variant="default" onClick={begin}>
            {text.open}
          </Button>
        </Group>
      )}
    </Sheet>
  )
}
