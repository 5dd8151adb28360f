import { ActionIcon, Badge, Group, MultiSelect, NumberInput, Text, Tooltip } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconHome, IconX } from '@tabler/icons-react'
import { NodeViewContent, type NodeViewProps, NodeViewWrapper } from '@tiptap/react'
import { staysHome } from '#shared/assembly/subsidiarity.ts'
import { useCommunes, useNames } from '../../queries/names.ts'
import { useText } from '../../text/language.tsx'
import classes from './agenda.module.css'
import { readAttributes } from './agenda-item.ts'
import { moveItem } from './move-item.ts'

/** One point as it is edited: who proposed it, whom it touches, how long it may take. */
export const AgendaItemView = ({ node, editor, getPos, updateAttributes, deleteNode }: NodeViewProps) => {
  const { assembly, words } = useText()
  const nameOf = useNames()
  const communes = useCommunes()
  const { affects, proposedBy, timeboxMin } = readAttributes(node.attrs)
  const home = staysHome(affects)
  const options = [...communes.values()].map(row => ({
    value: row.id as string,
    label: row.fields.name ?? ''
  }))
  const unknown = affects.filter(id => !communes.has(id)).map(id => ({ value: id, label: nameOf(id) }))
  const move = (by: -1 | 1) => {
    const at = getPos()
    if (at !== undefined) moveItem(editor, at, by)
  }
  return (
    <NodeViewWrapper as="section" className={classes.item} data-stays-home={home || undefined}>
      <Group contentEditable={false} justify="space-between" gap="xs" wrap="nowrap" align="center">
        <Group gap="xs">
          <Text size="sm" c="dimmed">
            {assembly.proposedBy(nameOf(proposedBy))}
          </Text>
          {home && (
            <Tooltip label={assembly.staysHomeWhy} events={{ hover: true, focus: true, touch: true }}>
              <Badge
                variant="outline"
                color="gray"
                leftSection={<IconHome size={14} aria-hidden />}
                tabIndex={0}
              >
                {assembly.staysHome}
              </Badge>
            </Tooltip>
          )}
        </Group>
        <Group gap={2} className="no-print" wrap="nowrap">
          <ActionIcon variant="subtle" color="gray" aria-label={assembly.moveUp} onClick={() => move(-1)}>
            <IconArrowUp size={18} aria-hidden />
          </ActionIcon>
          <ActionIcon variant="subtle" color="gray" aria-label={assembly.moveDown} onClick={() => move(1)}>
            <IconArrowDown size={18} aria-hidden />
          </ActionIcon>
          <ActionIcon variant="subtle" color="gray" aria-label={assembly.takeOff} onClick={deleteNode}>
            <IconX size={18} aria-hidden />
          </ActionIcon>
        </Group>
      </Group>
      <NodeViewContent className={classes.content} />
      <Group contentEditable={false} gap="sm" align="flex-end" className="no-print">
        <MultiSelect
          label={assembly.affects}
          placeholder={affects.length === 0 ? assembly.affectsHint : undefined}
          data={[...options, ...unknown]}
          value={affects}
          onChange={value => updateAttributes({ affects: value })}
          searchable
          hidePickedOptions
          maxDropdownHeight={240}
          size="sm"
          style={{ flex: '1 1 240px' }}
        />
        <NumberInput
          label={assembly.timebox}
          value={timeboxMin}
          onChange={value =>
            typeof value === 'number' &&
            updateAttributes({ timeboxMin: Math.min(1440, Math.max(0, Math.round(value))) })
          }
          min={0}
          max={1440}
          step={5}
          size="sm"
          w={96}
        />
      </Group>
      <Text contentEditable={false} className="only-print" size="sm">
        {`${assembly.affects}: ${affects.map(nameOf).join(', ') || words.none}. ${assembly.timebox}: ${timeboxMin}.`}
      </Text>
    </NodeViewWrapper>
  )
}
