import { Button, Group, PasswordInput } from '@mantine/core'
import { useState } from 'react'
import { FailureNote } from '../../components/failure-note.tsx'
import { ProgressLine } from '../../components/progress-line.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { isReady, type Twice, TwoPassphrases } from '../../components/two-passphrases.tsx'
import { chooseOpen } from '../../queries/files.ts'
import { useJob } from '../../queries/job.ts'
import { useRestore } from '../../queries/vault.ts'
import { useText } from '../../text/language.tsx'
import { StartFrame } from './start-frame.tsx'

/** A backup becomes this computer's record, under new keys. */
export const Restore = ({ onBack }: { onBack: () => void }) => {
  const { start, words } = useText()
  const text = start.restore
  const restore = useRestore()
  const { progress, run, cancel } = useJob()
  const [passphrase, setPassphrase] = useState('')
  const [typed, setTyped] = useState<Twice>({ once: '', again: '' })
  const [error, setError] = useState<unknown>(null)
  const choose = async () => {
    setError(null)
    try {
      const path = await chooseOpen(text.chooseTitle, 'backup')
      if (path) await run(job => restore.mutateAsync({ path, passphrase, newPassphrase: typed.once, job }))
    } catch (failed) {
      setError(failed)
    }
  }
  return (
    <StartFrame title={text.title} intro={text.intro}>
      <Sheet>
        <PasswordInput
          label={text.passphrase}
          value={passphrase}
          onChange={event => setPassphrase(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': start.passphrase.show, tabIndex: 0 }}
          maxLength={1024}
          required
          autoComplete="off"
        />
        <TwoPassphrases
          label={start.passphrase.title}
          again={start.passphrase.again}
          value={typed}
          onChange={setTyped}
        />
        <FailureNote error={error} onClose={() => setError(null)} />
        {progress ? (
          <ProgressLine label={text.working} {...progress} onCancel={cancel} />
        ) : (
          <Group>
            <Button onClick={choose} disabled={passphrase === '' || !isReady(typed)}>
              {text.choose}
            </Button>
            <Button variant="default" onClick={onBack}>
              {words.act.back}
            </Button>
          </Group>
        )}
      </Sheet>
    </StartFrame>
  )
}
