import { Button, Group, Stack, Text } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { FailureNote } from '../components/failure-note.tsx'
import { PrintSheet } from '../components/print.tsx'
import { useText } from '../text/language.tsx'
import { CodePicture } from './code-picture.tsx'
import classes from './codes.module.css'

/** Long enough for a camera to catch each part twice. */
const turnMs = 900

/**
 * A code to be read from the screen or from paper, with the words that belong to it beside it. What is
 * spread over several codes is shown in turn.
 */
export const ShownCode = (props: { texts: readonly string[]; label: string; children?: ReactNode }) => {
  const { texts, label } = props
  const { codes } = useText()
  const [turn, setTurn] = useState(0)
  const [still, setStill] = useState(false)
  const [printing, setPrinting] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const printed = useCallback((failed: unknown) => {
    setPrinting(false)
    setError(failed)
  }, [])
  useEffect(() => {
    if (texts.length < 2 || still) return
    const timer = setInterval(() => setTurn(before => before + 1), turnMs)
    return () => clearInterval(timer)
  }, [texts.length, still])
  // asked for a moment ago, and perhaps below the window's edge
  const whole = useRef<HTMLDivElement>(null)
  useEffect(() => whole.current?.scrollIntoView?.({ block: 'nearest' }), [])
  const at = turn % texts.length
  const nameOf = (index: number) =>
    texts.length === 1 ? label : `${label}. ${codes.part(index + 1, texts.length)}`
  return (
    <div ref={whole} className={classes.shown}>
      <CodePicture text={texts[at] ?? ''} label={nameOf(at)} />
      <Stack gap="sm" align="flex-start">
        {props.children}
        {texts.length > 1 && (
          <>
            <Text fw={600}>{codes.part(at + 1, texts.length)}</Text>
            <Group gap="xs">
              <Button size="xs" variant="default" onClick={() => setStill(!still)}>
                {still ? codes.goOn : codes.holdStill}
              </Button>
              <Button size="xs" variant="default" onClick={() => setTurn(at + 1)} disabled={!still}>
                {codes.nextPart}
              </Button>
            </Group>
          </>
        )}
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPrinter size={16} aria-hidden />}
          onClick={() => setPrinting(true)}
        >
          {codes.print}
        </Button>
        <FailureNote error={error} onClose={() => setError(null)} />
      </Stack>
      {printing && (
        <PrintSheet onDone={printed}>
          <h1>{label}</h1>
          {props.children}
          <div className={classes.paper}>
            {texts.map((text, index) => (
              <figure key={text}>
                <CodePicture text={text} label={nameOf(index)} />
                {texts.length > 1 && <figcaption>{codes.part(index + 1, texts.length)}</figcaption>}
              </figure>
            ))}
          </div>
        </PrintSheet>
      )}
    </div>
  )
}
