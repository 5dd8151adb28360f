import { Alert, List, Stack, Text } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import type { ImportReport, Stretch } from '#shared/contract.ts'
import { isKindName } from '#shared/kinds/index.ts'
import { useText } from '../../text/language.tsx'
import type { Texts } from '../../text/texts.ts'
import { ImportDetails } from './import-report.tsx'

const kindWords = (text: Texts['carry']['take'], kind: string, n: number) =>
  isKindName(kind) ? text.kinds[kind](n) : text.otherKind(kind, n)

/** `New: 12 offers, 3 needs`, for what was added or changed; null where nothing was. */
export const reportLine = (
  text: Texts['carry']['take'],
  report: ImportReport,
  what: 'added' | 'changed'
): string | null => {
  const parts = Object.entries(report.byKind)
    .filter(([, counts]) => counts[what] > 0)
    .map(([kind, counts]) => kindWords(text, kind, counts[what]))
  return parts.length === 0 ? null : `${what === 'added' ? text.added : text.changed}: ${parts.join(', ')}`
}

/** What an import brought, in words. */
export const ImportResult = ({ report }: { report: ImportReport & { arrived: Stretch } }) => {
  const { carry, photos } = useText()
  const text = carry.take
  const lines = [
    reportLine(text, report, 'added'),
    reportLine(text, report, 'changed'),
    report.blobs > 0 ? photos.carry.came(report.blobs) : null,
    report.contested > 0 ? text.contested(report.contested) : null,
    report.setAside > 0 ? text.setAside(report.setAside) : null
  ].filter(line => line !== null)
  return (
    <Alert
      role="status"
      variant="outline"
      color="teal"
      icon={<IconCheck aria-hidden />}
      title={text.done(report.newEntries)}
    >
      {lines.length > 0 && (
        <Stack gap={4}>
          <Text size="sm" fw={600}>
            {text.reportOf}
          </Text>
          <List size="sm">
            {lines.map(line => (
              <List.Item key={line}>{line}</List.Item>
            ))}
          </List>
        </Stack>
      )}
      {report.newEntries > 0 && <ImportDetails stretch={report.arrived} />}
    </Alert>
  )
}
