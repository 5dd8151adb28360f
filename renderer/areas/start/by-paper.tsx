import { Button, Group, Text, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { seedOfWords, typedWords } from '#shared/invitation/paper-words.ts'
import { CodeInput, type Taken } from '../../codes/code-input.tsx'
import { FailureNote } from '../../components/failure-note.tsx'
import { ProgressLine } from '../../components/progress-line.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { isReady, type Twice, TwoPassphrases } from '../../components/two-passphrases.tsx'
import { chooseOpen } from '../../queries/files.ts'
import { useJob } from '../../queries/job.ts'
import { useEnterByPaper } from '../../queries/vault.ts'
import { useText } from '../../text/language.tsx'
import { StartFrame } from './start-frame.tsx'

/** The words of a recovery sheet and any stick make this computer a member. */
export const ByPaper = ({ onBack }: { onBack: () => void }) => {
  const { start, words } = useText()
  const text = start.byPaper
  const enter = useEnterByPaper()
  const { progress, run, cancel } = useJob()
  const [sheet, setSheet] = useState('')
  const [handle, setHandle] = useState('')
  const [typed, setTyped] = useState<Twice>({ once: '', again: '' })
  const [error, setError] = useState<unknown>(null)
  const seed = seedOfWords(typedWords(sheet))
  const whole = seed instanceof Uint8Array
  const note = (): string | null => {
    if (sheet.trim() === '') return null
    if (seed instanceof Uint8Array) return text.whole
    if (seed.fault === 'unknown') return text.unknown(seed.number, seed.word)
    return seed.fault === 'count' ? text.count(seed.count) : text.checksum
  }
  const takeCode = (code: string): Taken => {
    if (!(seedOfWords(typedWords(code)) instanceof Uint8Array)) return 'other'
    setSheet(code)
    return 'whole'
  }
  const choose = async () => {
    setError(null)
    try {
      const path = await chooseOpen(text.chooseTitle, 'caravan')
      if (!path) return
      const args = { words: sheet, path, handle: handle.trim(), passphrase: typed.once }
      await run(job => enter.mutateAsync({ ...args, job }))
    } catch (failed) {
      setError(failed)
    }
  }
  return (
    <StartFrame title={text.title} intro={text.intro}>
      <Sheet>
        <Textarea
          label={text.words}
          description={text.wordsHint}
          value={sheet}
          onChange={event => setSheet(event.currentTarget.value)}
          rows={3}
          maxLength={2000}
          spellCheck={false}
          autoComplete="off"
          required
        />
        <Text size="sm" role="status">
          {note()}
        </Text>
        <CodeInput what={text.code} take={takeCode} />
        <TextInput
          label={start.handle.label}
          description={start.handle.hint}
          value={handle}
          onChange={event => setHandle(event.currentTarget.value)}
          maxLength={60}
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
            <Button onClick={choose} disabled={!whole || handle.trim() === '' || !isReady(typed)}>
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
