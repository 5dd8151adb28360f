import { Stack, Text } from '@mantine/core'
import { FailureNote } from '../../components/failure-note.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { today } from '../../components/today.ts'
import { usePeople } from '../../queries/people.ts'
import { useStanding } from '../../queries/standing.ts'
import { useText } from '../../text/language.tsx'
import { Welcome } from '../carry/welcome.tsx'
import { Forgettable } from './forgettable.tsx'
import { OtherCommunes } from './other-communes.tsx'
import { OwnCommune } from './own-commune.tsx'
import { Sites } from './sites.tsx'

/** One's own commune and the others: who stands for them, and what can be done about it. */
export const People = () => {
  const text = useText().people
  const { data: standing } = useStanding()
  const list = usePeople(today())
  const own = list.data?.communes.find(({ id }) => id === standing?.commune?.id)
  const member = own?.people.some(({ isThis, state }) => isThis && state !== 'released' && state !== 'forked')
  return (
    <Stack>
      <FailureNote error={list.error} />
      <Welcome />
      {own && standing && <OwnCommune commune={own} may={member === true} />}
      {list.data && (
        <OtherCommunes
          list={list.data}
          own={own?.id ?? null}
          may={member === true && standing?.state === 'in'}
        />
      )}
      {own && member && <Sites commune={own.id} />}
      <Forgettable />
      <Sheet title={text.ways.title}>
        <Stack component="dl" gap="sm" m={0}>
          {text.ways.list.map(({ name, text }) => (
            <div key={name}>
              <Text component="dt" fw={600}>
                {name}
              </Text>
              <Text component="dd" m={0} size="sm" maw={760}>
                {text}
              </Text>
            </div>
          ))}
        </Stack>
      </Sheet>
    </Stack>
  )
}
