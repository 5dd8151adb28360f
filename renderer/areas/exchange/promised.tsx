import { Box, Button, Group, Stack } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { Row } from '#shared/contract.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureNote } from '../../components/failure-note.tsx'
import { type Column, type Sort, VirtualTable } from '../../components/virtual-table.tsx'
import { useNames } from '../../queries/names.ts'
import { usePagedRows, usePut, useRow } from '../../queries/rows.ts'
import { useFormat, useText } from '../../text/language.tsx'

/** Matches: what is promised, what is kept in mind. Called off, a match stays in the record but not here. */
export const Promised = ({ may }: { may: boolean }) => {
  const { exchange, words } = useText()
  const format = useFormat()
  const nameOf = useNames()
  const [sort, setSort] = useState<Sort | null>(null)
  const rows = usePagedRows<'match'>({
    kind: 'match',
    where: [{ field: 'state', isNot: 'cancelled' }],
    sort: sort ?? undefined
  })
  const put = usePut<'match'>()
  const columns = useMemo(
    (): Column<Row<'match'>>[] => [
      {
        key: 'good',
        header: exchange.column.good,
        width: 170,
        cell: row => <GoodName offer={row.fields.offer} />
      },
      {
        key: 'mass',
        header: exchange.column.mass,
        width: 90,
        align: 'end',
        cell: row => format.mass(row.fields.massKg ?? 0)
      },
      { key: 'from', header: exchange.column.from, width: 140, cell: row => nameOf(row.fields.from) },
      { key: 'to', header: exchange.column.to, width: 140, cell: row => nameOf(row.fields.to) },
      {
        key: 'state',
        header: exchange.column.state,
        width: 110,
        sortField: 'state',
        cell: row => words.matchState[row.fields.state ?? 'tentative']
      },
      {
        key: 'act',
        header: exchange.column.act,
        width: 230,
        cell: row => (
          <Group gap="xs" wrap="nowrap">
            {row.fields.state === 'tentative' && (
              <Button
                size="xs"
                disabled={!may}
                onClick={() => put.mutate({ kind: 'match', thing: row.id, fields: { state: 'committed' } })}
              >
                {exchange.promised.commit}
              </Button>
            )}
            <Button
              size="xs"
              variant="default"
              disabled={!may}
              onClick={() => put.mutate({ kind: 'match', thing: row.id, fields: { state: 'cancelled' } })}
            >
              {exchange.promised.cancel}
            </Button>
          </Group>
        )
      }
    ],
    [exchange, words, format, nameOf, may, put]
  )
  return (
    <Stack gap="sm" style={{ flex: 1, minHeight: 0 }}>
      <FailureNote error={rows.error ?? put.error} />
      <Box style={{ flex: 1, minHeight: 200 }}>
        <VirtualTable
          label={exchange.tablePromised}
          columns={columns}
          rows={rows}
          rowKey={row => row.id}
          sort={sort}
          onSort={setSort}
          sortLabel={exchange.sortBy}
          empty={
            rows.loading ? null : <EmptyState title={exchange.tabs.promised} hint={exchange.none.promised} />
          }
        />
      </Box>
    </Stack>
  )
}

const GoodName = ({ offer }: { offer: string | undefined }) => {
  const { data } = useRow<'offer'>(offer)
  return <>{data?.fields.good ?? '…'}</>
}
