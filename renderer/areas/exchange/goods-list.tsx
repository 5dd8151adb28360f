import { Badge, Box, Button, Checkbox, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { ListArgs, Row, Standing } from '#shared/contract.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureNote } from '../../components/failure-note.tsx'
import { type Column, type Sort, VirtualTable } from '../../components/virtual-table.tsx'
import { useNames } from '../../queries/names.ts'
import { usePagedRows } from '../../queries/rows.ts'
import { useFormat, useText } from '../../text/language.tsx'
import { ForgetRow, mayForget } from '../people/forget-row.tsx'
import { today, todayPlus } from './calendar.ts'
import { dayField, type GoodFields, type GoodKind } from './good-fields.ts'
import { GoodForm } from './good-form.tsx'

/** Offers or needs of all communes: found, sorted, added and changed here. */
export const GoodsList = ({ kind, standing }: { kind: GoodKind; standing: Standing }) => {
  const { exchange, words } = useText()
  const format = useFormat()
  const nameOf = useNames()
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed, 200)
  const [category, setCategory] = useState<string | null>(null)
  const [ours, setOurs] = useState(false)
  const [soon, setSoon] = useState(false)
  const [sort, setSort] = useState<Sort | null>(null)
  const [open, setOpen] = useState<Row<GoodKind> | 'new' | null>(null)
  const [saved, setSaved] = useState(false)

  const where = useMemo((): ListArgs['where'] => {
    const day = dayField[kind]
    return [
      { field: 'closed', isNot: true },
      ...(category ? [{ field: 'category', is: category }] : []),
      ...(ours && standing.commune ? [{ field: 'commune', is: standing.commune.id }] : []),
      ...(soon ? [{ field: day, before: todayPlus(15), after: todayPlus(-1) }] : [])
    ]
  }, [kind, category, ours, soon, standing.commune])
  const rows = usePagedRows<GoodKind>({
    kind,
    where,
    search: search.trim() || undefined,
    sort: sort ?? undefined
  })

  const filtered = search.trim() !== '' || category !== null || ours || soon
  const columns = useMemo((): Column<Row<GoodKind>>[] => {
    const column = exchange.column
    const day = dayField[kind]
    return [
      {
        key: 'good',
        header: column.good,
        width: 170,
        sortField: 'good',
        cell: row => (
          <Text fw={600} truncate>
            {row.fields.good}
          </Text>
        )
      },
      { key: 'commune', header: column.commune, width: 140, cell: row => nameOf(row.commune) },
      {
        key: 'quantity',
        header: column.quantity,
        width: 110,
        align: 'end',
        sortField: 'quantity',
        cell: row => format.quantity(row.fields.quantity ?? 0, row.fields.unit ?? 'kg')
      },
      {
        key: 'mass',
        header: column.mass,
        width: 90,
        align: 'end',
        sortField: 'massKg',
        cell: row => format.mass(row.fields.massKg ?? 0)
      },
      {
        key: 'day',
        header: kind === 'offer' ? column.bestBefore : column.neededBy,
        width: 130,
        sortField: day,
        cell: row => {
          const until = (row.fields as GoodFields)[day]
          if (!until) return ''
          return until < today() ? (
            <Text c="error" span>{`${format.dayYear(until)}, ${exchange.expired}`}</Text>
          ) : (
            format.dayYear(until)
          )
        }
      },
      kind === 'need'
        ? {
            key: 'urgency',
            header: column.urgency,
            width: 120,
            sortField: 'urgency',
            cell: row => {
              const urgency = (row.fields as GoodFields).urgency ?? 'whenever'
              return urgency === 'urgent' ? (
                <Badge variant="outline">{words.urgency.urgent}</Badge>
              ) : (
                words.urgency[urgency]
              )
            }
          }
        : {
            key: 'category',
            header: column.category,
            width: 130,
            sortField: 'category',
            cell: row => words.category[row.fields.category ?? 'other']
          }
    ]
  }, [kind, exchange, words, format, nameOf])

  const may = standing.state === 'in'
  const canChange = may && open !== 'new' && open !== null && open.commune === standing.commune?.id
  return (
    <Group align="stretch" gap="md" wrap="nowrap" style={{ flex: 1, minHeight: 0 }}>
      <Stack gap="sm" style={{ flex: 1, minWidth: 0, minHeight: 0 }}>
        <Group gap="sm" align="flex-end">
          <TextInput
            aria-label={exchange.searchLabel}
            placeholder={exchange.searchLabel}
            leftSection={<IconSearch size={18} aria-hidden />}
            value={typed}
            onChange={event => setTyped(event.currentTarget.value)}
            style={{ flex: '1 1 200px' }}
          />
          <Select
            aria-label={exchange.categoryFilter}
            placeholder={exchange.allCategories}
            data={Object.entries(words.category).map(([value, label]) => ({ value, label }))}
            value={category}
            onChange={setCategory}
            clearable
            clearButtonProps={{ 'aria-label': words.act.clear }}
            w={190}
          />
          <Button
            leftSection={<IconPlus size={18} aria-hidden />}
            disabled={!may}
            onClick={() => setOpen('new')}
          >
            {kind === 'offer' ? exchange.addOffer : exchange.addNeed}
          </Button>
        </Group>
        <Group gap="lg">
          <Checkbox
            label={kind === 'offer' ? exchange.soon : exchange.soonNeeded}
            checked={soon}
            onChange={event => setSoon(event.currentTarget.checked)}
          />
          <Checkbox
            label={exchange.ours}
            checked={ours}
            disabled={standing.commune === null}
            onChange={event => setOurs(event.currentTarget.checked)}
          />
          <Text size="sm" c="dimmed" role="status">
            {saved ? exchange.form.saved : exchange.shown(rows.total, format.number(rows.total))}
          </Text>
        </Group>
        {!may && <Text size="sm">{exchange.form.waiting}</Text>}
        <FailureNote error={rows.error} />
        <Box style={{ flex: 1, minHeight: 200 }}>
          <VirtualTable
            label={kind === 'offer' ? exchange.tableOffers : exchange.tableNeeds}
            columns={columns}
            rows={rows}
            rowKey={row => row.id}
            sort={sort}
            onSort={setSort}
            onOpen={row => {
              setSaved(false)
              setOpen(row)
            }}
            selected={open === null || open === 'new' ? null : open.id}
            sortLabel={exchange.sortBy}
            empty={
              rows.loading ? null : (
                <EmptyState
                  title={kind === 'offer' ? exchange.tabs.offers : exchange.tabs.needs}
                  hint={
                    filtered
                      ? exchange.none.found
                      : kind === 'offer'
                        ? exchange.none.offers
                        : exchange.none.needs
                  }
                />
              )
            }
          />
        </Box>
      </Stack>
      {open !== null && (
        <Box w={360} style={{ flexShrink: 0, overflowY: 'auto' }}>
          {open === 'new' || canChange ? (
            <GoodForm
              key={open === 'new' ? 'new' : open.id}
              kind={kind}
              row={open === 'new' ? null : open}
              onSaved={() => {
                setSaved(true)
                setOpen(null)
              }}
              onLeave={() => setOpen(null)}
            />
          ) : (
            <GoodNote
              row={open}
              kind={kind}
              theirs={open.commune !== standing.commune?.id}
              onClose={() => setOpen(null)}
            />
          )}
          {open !== 'new' && mayForget(open, standing) && (
            <Box mt="sm">
              <ForgetRow
                key={open.id}
                row={open}
                what={open.fields.good ?? ''}
                onGone={() => setOpen(null)}
              />
            </Box>
          )}
        </Box>
      )}
    </Group>
  )
}

/** A line that can be read and not changed: another commune's, or while one's own is not in. */
const GoodNote = (props: { row: Row<GoodKind>; kind: GoodKind; theirs: boolean; onClose: () => void }) => {
  const { row, kind, theirs, onClose } = props
  const { exchange, words } = useText()
  const format = useFormat()
  const nameOf = useNames()
  const until = (row.fields as GoodFields)[dayField[kind]]
  return (
    <Stack component="section" gap="xs" p="md" aria-label={row.fields.good}>
      <Text fw={600} size="lg">
        {row.fields.good}
      </Text>
      <Text>{nameOf(row.commune)}</Text>
      <Text>
        {format.quantity(row.fields.quantity ?? 0, row.fields.unit ?? 'kg')},{' '}
        {format.mass(row.fields.massKg ?? 0)}
      </Text>
      <Text>{words.keep[row.fields.keep ?? 'plain']}</Text>
      {until && (
        <Text>{`${kind === 'offer' ? exchange.column.bestBefore : exchange.column.neededBy}: ${format.day(until)}`}</Text>
      )}
      {row.fields.note && <Text style={{ whiteSpace: 'pre-wrap' }}>{row.fields.note}</Text>}
      {theirs && (
        <Text size="sm" c="dimmed">
          {exchange.theirs}
        </Text>
      )}
      <Group>
        <Button variant="default" onClick={onClose}>
          {words.act.close}
        </Button>
      </Group>
    </Stack>
  )
}
