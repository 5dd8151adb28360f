import { Badge, Group, Stack, Table, Text } from '@mantine/core'
import { useMemo } from 'react'
import { FailureNote } from '../../components/failure-note.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { useRows } from '../../queries/rows.ts'
import { useStanding } from '../../queries/standing.ts'
import { useFormat, useText } from '../../text/language.tsx'
import { handlesByCommune } from './handles.ts'
import { Welcome } from './welcome.tsx'

const most = 10_000

/** Every commune with the devices that write for it, and the way to welcome more. */
export const People = () => {
  const text = useText().carry.people
  const format = useFormat()
  const { data: standing } = useStanding()
  const communes = useRows({ kind: 'commune', sort: { field: 'name' }, limit: most })
  const admits = useRows({ kind: 'admit', limit: most })
  const handles = useMemo(
    () => handlesByCommune(communes.data?.rows ?? [], admits.data?.rows ?? []),
    [communes.data, admits.data]
  )
  return (
    <Stack>
      <Welcome />
      <Sheet title={text.members}>
        <FailureNote error={communes.error ?? admits.error} />
        <Table>
          <Table.Tbody>
            {communes.data?.rows.map(row => {
              const here = handles.get(row.id) ?? []
              return (
                <Table.Tr key={row.id}>
                  <Table.Th scope="row" w="40%">
                    <Group gap="xs">
                      <Text fw={600}>{row.fields.name}</Text>
                      {row.id === standing?.commune?.id && (
                        <Badge variant="outline" tt="none" fw={500}>
                          {text.you}
                        </Badge>
                      )}
                    </Group>
                  </Table.Th>
                  <Table.Td>{format.list(here)}</Table.Td>
                  <Table.Td c="dimmed" ta="end">
                    {text.memberCount(here.length)}
                  </Table.Td>
                </Table.Tr>
              )
            })}
          </Table.Tbody>
        </Table>
      </Sheet>
    </Stack>
  )
}
