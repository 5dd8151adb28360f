import { Kbd, Modal, Table } from '@mantine/core'
import { useText } from '../text/language.tsx'

export const KeyHelp = (props: { opened: boolean; onClose: () => void }) => {
  const { shell, words } = useText()
  const keys: [string, string][] = [
    ['Alt 1 … 5', shell.keys.area],
    [window.chumak.platform === 'darwin' ? '⌘ K' : 'Ctrl K', shell.keys.palette],
    [window.chumak.platform === 'darwin' ? '⌘ L' : 'Ctrl L', shell.lock],
    ['Alt ←', shell.keys.back],
    ['?', shell.keys.help],
    [shell.keyNames.arrows, shell.keys.table],
    [shell.keyNames.enter, shell.keys.tableOpen]
  ]
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={shell.helpTitle}
      closeButtonProps={{ 'aria-label': words.act.close }}
    >
      <Table>
        <Table.Tbody>
          {keys.map(([key, what]) => (
            <Table.Tr key={key}>
              <Table.Th scope="row" style={{ whiteSpace: 'nowrap' }}>
                <Kbd>{key}</Kbd>
              </Table.Th>
              <Table.Td>{what}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  )
}
