import { Button, Group, Table, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { AnswerOf, BundlePreview } from '#shared/contract.ts'
import { FailureNote } from '../../components/failure-note.tsx'
import { ProgressLine } from '../../components/progress-line.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { useDrives, useImport, usePreview } from '../../queries/carry.ts'
import { chooseOpen } from '../../queries/files.ts'
import { useJob } from '../../queries/job.ts'
import { useFormat, useText } from '../../text/language.tsx'
import { FilesOnSticks } from './files-on-sticks.tsx'
import { ImportResult } from './import-result.tsx'

const PreviewTable = ({ preview }: { preview: BundlePreview }) => {
  const { carry, photos } = useText()
  const text = carry.take
  const format = useFormat()
  const { manifest } = preview
  const from = manifest.makerCommune
    ? `${manifest.makerHandle}, ${manifest.makerCommune}`
    : manifest.makerHandle
  const bringsOf = ({ newEntries, mayFill, mayBringBlobs }: BundlePreview) => {
    if (newEntries > 0) return text.bringsText(newEntries)
    if (mayFill) return text.mayFill
    return mayBringBlobs ? photos.carry.mayBring : text.nothingNew
  }
  const lines: [string, string][] = [
    [text.federation, manifest.federationName],
    [text.from, from],
    [text.madeAt, `${format.moment(manifest.madeAt)} (${text.madeNote})`],
    [text.holds, text.holdsText(manifest.entries, manifest.logs, format.bytes(manifest.sizeBytes))],
    ...(manifest.blobs.count > 0
      ? [
          [
            photos.label,
            photos.carry.brings(manifest.blobs.count, format.bytes(manifest.blobs.bytes))
          ] satisfies [string, string]
        ]
      : []),
    [text.brings, bringsOf(preview)]
  ]
  return (
    <Table variant="vertical" layout="fixed" withRowBorders>
      <Table.Tbody>
        {lines.map(([label, value]) => (
          <Table.Tr key={label}>
            <Table.Th scope="row" w={180}>
              {label}
            </Table.Th>
            <Table.Td>{value}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

/**
 * Choose a stick's file, see what it brings, take it in. `explain` may say in its own words what a failed
 * preview means where this stands.
 */
export const TakeStick = (props: { explain?: (error: unknown) => ReactNode }) => {
  const text = useText().carry.take
  const format = useFormat()
  const preview = usePreview()
  const drives = useDrives()
  const take = useImport()
  const { progress, run, cancel } = useJob()
  const [error, setError] = useState<unknown>(null)
  const [report, setReport] = useState<AnswerOf<'carry.import'> | null>(null)
  const shown = preview.data

  const look = async (find: () => Promise<string | null>) => {
    setError(null)
    try {
      const path = await find()
      if (!path) return
      setReport(null)
      await preview.mutateAsync(path)
    } catch (failed) {
      preview.reset()
      setError(failed)
    }
  }
  const choose = () => look(() => chooseOpen(text.chooseTitle, 'caravan'))
  const takeIn = async () => {
    if (!shown) return
    setError(null)
    try {
      setReport(await run(job => take.mutateAsync({ path: shown.path, job })))
      preview.reset()
    } catch (failed) {
      setError(failed)
    }
  }

  return (
    <Sheet title={text.title} hint={text.hint}>
      {report && <ImportResult report={report} />}
      {shown && (
        <>
          <Text fw={600}>{text.previewTitle}</Text>
          <PreviewTable preview={shown} />
        </>
      )}
      {error !== null &&
        (props.explain?.(error) ?? <FailureNote error={error} onClose={() => setError(null)} />)}
      {progress ? (
        <ProgressLine
          label={text.working}
          {...progress}
          detail={`${progress.total > 0 ? `${text.progress(format.number(progress.done), format.number(progress.total))}. ` : ''}${text.resume}`}
          onCancel={cancel}
        />
      ) : (
        <>
          {!shown && (
            <FilesOnSticks
              drives={drives.data ?? []}
              busy={preview.isPending}
              onLook={path => look(async () => path)}
            />
          )}
          <Group>
            {shown && (
              <Button
                onClick={takeIn}
                variant={shown.newEntries > 0 || shown.mayFill || shown.mayBringBlobs ? 'filled' : 'default'}
              >
                {text.take}
              </Button>
            )}
            <Button variant={shown ? 'default' : 'filled'} onClick={choose} loading={preview.isPending}>
              {shown || report ? text.another : text.choose}
            </Button>
          </Group>
        </>
      )}
    </Sheet>
  )
}
