import { Alert, Button, Group, Radio, Stack, Text, Textarea } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useState } from 'react'
import type { Person } from '#shared/contract.ts'
import type { FieldsOfKind } from '#shared/kinds/index.ts'
import { releaseWhy } from '#shared/kinds/release.ts'
import { FailureNote } from '../../components/failure-note.tsx'
import { Twice } from '../../components/twice.tsx'
import { useRelease } from '../../queries/people.ts'
import { go } from '../../shell/route.ts'
import { useText } from '../../text/language.tsx'
import { FormSheet } from './form-sheet.tsx'

type Why = NonNullable<FieldsOfKind<'release'>['why']>

/** Asks for somebody's release, or one's own, with the reason; says what came of it. */
export const ReleaseForm = (props: {
  person: Person
  commune: string
  /** nobody else is left in the commune */
  last: boolean
  onLeave: () => void
}) => {
  const { person, commune, onLeave } = props
  const { people, carry, words } = useText()
  const text = people.release
  const [why, setWhy] = useState<Why>(person.state === 'forked' ? 'forked' : 'moved-on')
  const [note, setNote] = useState('')
  const release = useRelease()
  const who = person.handle || words.unnamed
  const send = () =>
    release.mutate({ device: person.device, commune, why, ...(note.trim() && { note: note.trim() }) })
  if (release.data)
    return (
      <Alert
        role="status"
        variant="outline"
        color="teal"
        icon={<IconCheck aria-hidden />}
        title={release.data.released ? text.done(who) : text.asked(release.data.more)}
        withCloseButton
        closeButtonLabel={words.act.close}
        onClose={onLeave}
      >
        <Text size="sm">{release.data.released ? text.doneNext : text.askedNext}</Text>
        <Button mt="xs" size="xs" variant="default" onClick={() => go({ area: 'carry', part: 'stick' })}>
          {carry.people.toStick}
        </Button>
      </Alert>
    )
  return (
    <FormSheet
      title={person.isThis ? text.self : text.title(who)}
      hint={person.isThis ? text.selfHint : text.hint(person.honouredTo ?? person.lastSeq)}
      onSave={person.isThis ? undefined : send}
    >
      {!person.isThis && <Text size="sm">{person.own ? text.needOwn : text.need}</Text>}
      {person.isThis && props.last && (
        <Text size="sm" fw={600}>
          {text.lastHint}
        </Text>
      )}
      <Radio.Group label={text.why} value={why} onChange={value => setWhy(value as Why)}>
        <Stack gap={6} mt={4}>
          {releaseWhy.options.map(value => (
            <Radio key={value} value={value} label={people.releaseWhy[value]} />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        label={`${text.note} (${words.optional})`}
        description={text.noteHint}
        autosize
        minRows={1}
        maxRows={4}
        maxLength={2000}
        value={note}
        onChange={event => setNote(event.currentTarget.value)}
      />
      <FailureNote error={release.error} onClose={() => release.reset()} />
      <Group gap="xs">
        {person.isThis ? (
          <Twice label={text.doSelf} sure={text.sure} busy={release.isPending} onSure={send} />
        ) : (
          <Button type="submit" loading={release.isPending}>
            {person.own ? text.doOwn(who) : text.do(who)}
          </Button>
        )}
        <Button variant="subtle" onClick={onLeave}>
          {words.act.close}
        </Button>
      </Group>
    </FormSheet>
  )
}
