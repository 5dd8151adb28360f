import { Button, Group, Text, TextInput } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useCallback, useState } from 'react'
import type { PaperSheet } from '#shared/contract.ts'
import { CodePicture } from '../../codes/code-picture.tsx'
import { FailureNote } from '../../components/failure-note.tsx'
import { PrintSheet } from '../../components/print.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { useMakePaper } from '../../queries/carry.ts'
import { useStanding } from '../../queries/standing.ts'
import { useText } from '../../text/language.tsx'
import classes from './paper.module.css'
import { PaperTwin } from './paper-twin.tsx'

/** A sheet for the drawer. Its words live in this window until it is closed, and nowhere else. */
export const PaperSettings = () => {
  const { settings, words } = useText()
  const text = settings.paper
  const { data: standing } = useStanding()
  const make = useMakePaper()
  const [handle, setHandle] = useState<string | null>(null)
  const [sheet, setSheet] = useState<PaperSheet | null>(null)
  const [printing, setPrinting] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const printed = useCallback((failed: unknown) => {
    setPrinting(false)
    setError(failed)
  }, [])
  if (standing?.state !== 'in' || !standing.commune) return null

  const begin = () => setHandle(text.handleOf(standing.commune?.name ?? ''))
  const forget = () => {
    setSheet(null)
    setHandle(null)
    make.reset()
  }
  const makeIt = async () => {
    setError(null)
    try {
      setSheet(await make.mutateAsync((handle ?? '').trim()))
    } catch (failed) {
      setError(failed)
    }
  }
  return (
    <Sheet title={text.title} hint={text.hint}>
      <FailureNote error={error} onClose={() => setError(null)} />
      {sheet ? (
        <>
          <Text size="sm" fw={600}>
            {text.warning}
          </Text>
          <ol className={classes.words} aria-label={text.words}>
            {sheet.words.map((word, index) => (
              <li key={index}>{word}</li>
            ))}
          </ol>
          <div className={classes.code}>
            <CodePicture text={sheet.words.join(' ')} label={text.code} />
          </div>
          <Text size="sm" c="dimmed">
            {text.language}
          </Text>
          <Group>
            <Button leftSection={<IconPrinter size={18} aria-hidden />} onClick={() => setPrinting(true)}>
              {text.print}
            </Button>
            <Button variant="default" onClick={forget}>
              {text.close}
            </Button>
          </Group>
          {printing && (
            <PrintSheet onDone={printed}>
              <PaperTwin sheet={sheet} />
            </PrintSheet>
          )}
        </>
      ) : handle !== null ? (
        <>
          <TextInput
            label={text.handle}
            value={handle}
            onChange={event => setHandle(event.currentTarget.value)}
            maxLength={60}
            required
          />
          <Text size="sm" fw={600}>
            {text.warning}
          </Text>
          <Group>
            <Button onClick={makeIt} loading={make.isPending} disabled={handle.trim() === ''}>
              {text.make}
            </Button>
            <Button variant="default" onClick={forget}>
              {words.act.cancel}
            </Button>
          </Group>
        </>
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
