import { Button, Grid, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconKey } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { isStrongEnough } from '#shared/record/passphrase.ts'
import { FailureNote } from '../../components/failure-note.tsx'
import { ProgressLine } from '../../components/progress-line.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { Strength } from '../../components/strength.tsx'
import { useCreateVault } from '../../queries/vault.ts'
import { useText } from '../../text/language.tsx'
import { ByPaper } from './by-paper.tsx'
import { useLookAround } from './look-around.tsx'
import { Restore } from './restore.tsx'
import { StartFrame } from './start-frame.tsx'

/** Nothing is here yet: a handle and a passphrase make the locked record. */
export const FirstLaunch = () => {
  const { start } = useText()
  const create = useCreateVault()
  const demo = useLookAround()
  const [handle, setHandle] = useState('')
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const [visible, { toggle }] = useDisclosure(false)
  const [way, setWay] = useState<'backup' | 'paper' | null>(null)
  const differs = again !== '' && again !== passphrase
  const ready = handle.trim() !== '' && isStrongEnough(passphrase) && again === passphrase

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) create.mutate({ passphrase, handle: handle.trim() })
  }

  const secret = {
    visible,
    onVisibilityChange: toggle,
    visibilityToggleButtonProps: { 'aria-label': start.passphrase.show, tabIndex: 0 },
    maxLength: 1024,
    required: true,
    autoComplete: 'off'
  }

  if (way === 'backup') return <Restore onBack={() => setWay(null)} />
  if (way === 'paper') return <ByPaper onBack={() => setWay(null)} />
  return (
    <StartFrame title={start.welcome} intro={start.intro} wide>
      <Grid gap="md">
        <Grid.Col span={7}>
          <form onSubmit={submit}>
            <Sheet>
              <TextInput
                label={start.handle.label}
                description={start.handle.hint}
                value={handle}
                onChange={event => setHandle(event.currentTarget.value)}
                maxLength={60}
                required
                autoComplete="off"
              />
              <PasswordInput
                label={start.passphrase.label}
                description={start.passphrase.how}
                value={passphrase}
                onChange={event => setPassphrase(event.currentTarget.value)}
                {...secret}
              />
              <Strength passphrase={passphrase} />
              <PasswordInput
                label={start.passphrase.again}
                value={again}
                onChange={event => setAgain(event.currentTarget.value)}
                error={differs ? start.passphrase.differs : undefined}
                {...secret}
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
        </Grid.Col>
        <Grid.Col span={5}>
          <Stack gap="md">
            <Sheet title={start.passphrase.title}>
              <Text size="sm">{start.passphrase.why}</Text>
              <Group gap="xs" wrap="nowrap" align="flex-start">
                <IconKey size={20} aria-hidden style={{ flex: 'none' }} />
                <Text size="sm" fw={600}>
                  {start.passphrase.noRecovery}
                </Text>
              </Group>
            </Sheet>
            <Sheet title={start.ways.demo.title} hint={start.lookFirstHint}>
              {demo.progress ? (
                <ProgressLine label={start.openingDemo} {...demo.progress} />
              ) : (
                <Group>
                  <Button variant="default" onClick={demo.enter} disabled={create.isPending}>
                    {start.lookFirst}
                  </Button>
                </Group>
              )}
              <FailureNote error={demo.error} />
            </Sheet>
            <Sheet title={start.again.title} hint={start.again.hint}>
              <Group>
                <Button variant="default" onClick={() => setWay('backup')}>
                  {start.again.backup}
                </Button>
                <Button variant="default" onClick={() => setWay('paper')}>
                  {start.again.paper}
                </Button>
              </Group>
            </Sheet>
          </Stack>
        </Grid.Col>
      </Grid>
    </StartFrame>
  )
}
