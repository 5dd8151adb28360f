import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { FailureNote } from '../components/failure-note.tsx'
import { useLeaveDemo } from '../queries/vault.ts'
import { useText } from '../text/language.tsx'
import classes from './shell.module.css'

/** Says that this is the demo, on every screen, and how to get out of it. */
export const DemoBanner = () => {
  const { shell, words } = useText()
  const leave = useLeaveDemo()
  const [asking, { open, close }] = useDisclosure(false)
  return (
    <aside className={`${classes.banner} no-print`} aria-label={shell.demo.name}>
      <span style={{ flex: 1 }}>{shell.demo.banner}</span>
      <Button
        size="compact-sm"
        color="dark.6"
        loading={leave.isPending}
        onClick={() => leave.mutate({ erase: false })}
      >
        {shell.demo.leave}
      </Button>
      <Button size="compact-sm" color="dark.6" onClick={open}>
        {shell.demo.erase}
      </Button>
      <Modal
        opened={asking || !!leave.error}
        onClose={close}
        title={shell.demo.eraseTitle}
        closeButtonProps={{ 'aria-label': words.act.close }}
      >
        <Stack>
          <Text>{shell.demo.eraseText}</Text>
          <FailureNote error={leave.error} onClose={() => leave.reset()} />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {words.act.cancel}
            </Button>
            <Button loading={leave.isPending} onClick={() => leave.mutate({ erase: true })}>
              {shell.demo.erase}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </aside>
  )
}
