import { Alert, Button, Group, Text } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useState } from 'react'
import type { ExportReport } from '#shared/contract.ts'
import { FailureNote } from '../../components/failure-note.tsx'
import { ProgressLine } from '../../components/progress-line.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { isReady, type Twice, TwoPassphrases } from '../../components/two-passphrases.tsx'
import { useBackup } from '../../queries/carry.ts'
import { chooseSave } from '../../queries/files.ts'
import { useJob } from '../../queries/job.ts'
import { useStanding } from '../../queries/standing.ts'
import { useFormat, useText } from '../../text/language.tsx'

const empty: Twice = { once: '', again: '' }

/** The record in a file of its own, for a passphrase of its own. */
export const BackupSettings = () => {
  const { settings, words } = useText()
  const text = settings.backup
  const format = useFormat()
  const { data: standing } = useStanding()
  const write = useBackup()
  const { progress, run, cancel } = useJob()
  const [opened, setOpened] = useState(false)
  const [typed, setTyped] = useState(empty)
  const [report, setReport] = useState<ExportReport | null>(null)
  const [error, setError] = useState<unknown>(null)
  if (!standing?.federation) return null

  const close = () => {
    setTyped(empty)
    setOpened(false)
  }
  const make = async () => {
    setError(null)
    try {
      const path = await chooseSave(text.chooseTitle, `${standing.handle}.backup`, 'backup')
      if (!path) return
      setReport(await run(job => write.mutateAsync({ path, passphrase: typed.once, job })))
      close()
    } catch (failed) {
      setError(failed)
    }
  }
  return (
    <Sheet title={text.title} hint={text.hint}>
      {report && (
        <Alert
          role="status"
          variant="outline"
          color="teal"
          icon={<IconCheck aria-hidden />}
          title={text.done(format.bytes(report.sizeBytes))}
        >
          <Text size="sm">{text.doneNext}</Text>
        </Alert>
      )}
      <FailureNote error={error} onClose={() => setError(null)} />
      {progress ? (
        <ProgressLine label={text.working} {...progress} onCancel={cancel} />
      ) : opened ? (
        <>
          <TwoPassphrases label={text.label} again={text.again} value={typed} onChange={setTyped} />
          <Group>
            <Button onClick={make} disabled={!isReady(typed)}>
              {text.write}
            </Button>
            <Button variant="default" onClick={close}>
              {words.act.cancel}
            </Button>
          </Group>
        </>
      ) : (
        <Group>
          <Button variant="default" onClick={() => setOpened(true)}>
            {text.open}
          </Button>
        </Group>
      )}
    </Sheet>
  )
}
