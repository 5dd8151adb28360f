import { Box, Button, Group, NavLink, Stack, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureNote } from '../../components/failure-note.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { useNames } from '../../queries/names.ts'
import { useRows } from '../../queries/rows.ts'
import { useStanding } from '../../queries/standing.ts'
import { go, useRoute } from '../../shell/route.ts'
import { useFormat, useText } from '../../text/language.tsx'
import { Agenda } from './agenda.tsx'
import { AssemblyForm } from './assembly-form.tsx'

const open = (thing?: string) => go({ area: 'assembly', ...(thing ? { thing } : {}) })

/** Assemblies, and the agenda of the one that is open. */
export const AssemblyArea = () => {
  const { assembly } = useText()
  const format = useFormat()
  const nameOf = useNames()
  const route = useRoute()
  const standing = useStanding()
  const { data, error } = useRows({ kind: 'assembly', sort: { field: 'date' }, limit: 1000 })
  const [adding, setAdding] = useState(false)
  if (!standing.data || !data) return <FailureNote error={standing.error ?? error} />
  const may = standing.data.state === 'in'
  // nothing chosen: the first that is not over, so that an agenda is in sight at once
  const chosen =
    data.rows.find(row => row.id === route.thing) ??
    data.rows.find(row => row.fields.state !== 'closed') ??
    data.rows[0]
  const addButton = (
    <Button leftSection={<IconPlus size={18} aria-hidden />} disabled={!may} onClick={() => setAdding(true)}>
      {assembly.add}
    </Button>
  )
  return (
    <Stack gap="md">
      <PageHeader
        title={assembly.title}
        hint={assembly.lead}
        actions={data.rows.length > 0 ? addButton : null}
      />
      {!may && <Text className="no-print">{assembly.form.waiting}</Text>}
      {adding ? (
        <AssemblyForm
          standing={standing.data}
          onSaved={row => {
            setAdding(false)
            open(row.id)
          }}
          onLeave={() => setAdding(false)}
        />
      ) : data.rows.length === 0 ? (
        <EmptyState title={assembly.none} hint={assembly.noneHint} action={addButton} />
      ) : (
        <Group align="flex-start" gap="lg" wrap="nowrap">
          <Box
            component="nav"
            aria-label={assembly.listLabel}
            w={240}
            style={{ flexShrink: 0 }}
            className="no-print"
          >
            {data.rows.map(row => (
              <NavLink
                key={row.id}
                component="button"
                type="button"
                active={row.id === chosen?.id}
                aria-current={row.id === chosen?.id ? 'true' : undefined}
                label={row.fields.name}
                description={`${nameOf(row.fields.at)}, ${row.fields.date ? format.dayShort(row.fields.date) : ''}`}
                onClick={() => open(row.id)}
              />
            ))}
          </Box>
          <Box style={{ flex: 1, minWidth: 0 }}>
            {chosen && <Agenda key={chosen.id} assembly={chosen} standing={standing.data} />}
          </Box>
        </Group>
      )}
    </Stack>
  )
}
