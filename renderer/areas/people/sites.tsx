import { Button, Group, Table, Text } from '@mantine/core'
import { useState } from 'react'
import type { Row } from '#shared/contract.ts'
import { FailureNote } from '../../components/failure-note.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { useRows } from '../../queries/rows.ts'
import { useFormat, useText } from '../../text/language.tsx'
import { SiteForm } from './site-form.tsx'

/** More than this a commune has no need to keep in one list. */
const most = 500

/** The exact places that only members of one's own commune can read. */
export const Sites = ({ commune }: { commune: string }) => {
  const { people, words } = useText()
  const text = people.site
  const format = useFormat()
  const [opened, setOpened] = useState<Row<'site'> | 'new' | null>(null)
  const sites = useRows({
    kind: 'site',
    where: [{ field: 'commune', is: commune }],
    sort: { field: 'name' },
    limit: most
  })
  const rows = sites.data?.rows ?? []
  return (
    <Sheet title={text.title} hint={text.hint}>
      <FailureNote error={sites.error} />
      {sites.data && rows.length === 0 && <Text c="dimmed">{text.none}</Text>}
      {rows.length > 0 && (
        <Table>
          <Table.Tbody>
            {rows.map(row => (
              <Table.Tr key={row.id}>
                <Table.Th scope="row">{row.fields.name}</Table.Th>
                <Table.Td className="tabular">{row.fields.place && format.place(row.fields.place)}</Table.Td>
                <Table.Td>{row.fields.note}</Table.Td>
                <Table.Td ta="end">
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={text.edit(row.fields.name ?? '')}
                    onClick={() => setOpened(row)}
                  >
                    {words.act.edit}
                  </Button>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {sites.data && sites.data.total > rows.length && (
        <Text c="dimmed">{people.moreRows(sites.data.total - rows.length)}</Text>
      )}
      {opened ? (
        <SiteForm
          key={opened === 'new' ? 'new' : opened.id}
          row={opened === 'new' ? null : opened}
          commune={commune}
          onLeave={() => setOpened(null)}
        />
      ) : (
        <Group>
          <Button variant="default" onClick={() => setOpened('new')}>
            {text.add}
          </Button>
        </Group>
      )}
    </Sheet>
  )
}
