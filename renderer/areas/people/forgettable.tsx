import { Group, Text } from '@mantine/core'
import { FailureNote } from '../../components/failure-note.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { today } from '../../components/today.ts'
import { Twice } from '../../components/twice.tsx'
import { useForget, useForgettable } from '../../queries/people.ts'
import { useText } from '../../text/language.tsx'

/** Offers to forget what is older than its kind is kept for; nothing where nothing is. */
export const Forgettable = () => {
  const text = useText().people.forget
  const old = useForgettable(today())
  const forget = useForget()
  const rows = old.data?.rows ?? []
  if (rows.length === 0 && !forget.data && !old.error) return null
  return (
    <Sheet title={text.oldTitle} hint={rows.length > 0 ? text.oldHint(old.data?.total ?? 0) : undefined}>
      <FailureNote error={old.error ?? forget.error} />
      {forget.data && <Text role="status">{text.done(forget.data.forgotten, forget.data.entries)}</Text>}
      {rows.length > 0 && (
        <>
          <Text size="sm">{text.hint}</Text>
          <Group>
            <Twice
              label={text.oldDo}
              sure={text.do}
              busy={forget.isPending}
              onSure={() => forget.mutate({ rows: rows.map(({ id }) => id), why: 'no-longer-needed' })}
            />
          </Group>
        </>
      )}
    </Sheet>
  )
}
