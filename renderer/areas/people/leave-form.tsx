import { Button, Group, Textarea } from '@mantine/core'
import { useState } from 'react'
import { FailureNote } from '../../components/failure-note.tsx'
import { Twice } from '../../components/twice.tsx'
import { useLeave } from '../../queries/people.ts'
import { useText } from '../../text/language.tsx'
import { FormSheet } from './form-sheet.tsx'

/** One's own commune leaves the federation. */
export const LeaveForm = ({ commune, onLeave }: { commune: string; onLeave: () => void }) => {
  const { people, words } = useText()
  const text = people.leave
  const [note, setNote] = useState('')
  const leave = useLeave()
  return (
    <FormSheet title={text.title(commune)} hint={text.hint}>
      <Textarea
        label={`${text.note} (${words.optional})`}
        autosize
        minRows={1}
        maxRows={4}
        maxLength={2000}
        value={note}
        onChange={event => setNote(event.currentTarget.value)}
      />
      <FailureNote error={leave.error} onClose={() => leave.reset()} />
      <Group gap="xs">
        <Twice
          label={text.do}
          sure={text.sure}
          busy={leave.isPending}
          onSure={() => leave.mutate(note, { onSuccess: onLeave })}
        />
        <Button variant="subtle" onClick={onLeave}>
          {words.act.close}
        </Button>
      </Group>
    </FormSheet>
  )
}
