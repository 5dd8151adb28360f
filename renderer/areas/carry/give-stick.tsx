import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconCheck, IconUsb } from '@tabler/icons-react'
import { useState } from 'react'
import type { Drive, ExportReport } from '#shared/contract.ts'
import { FailureNote } from '../../components/failure-note.tsx'
import { ProgressLine } from '../../components/progress-line.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { useDrives, useExport } from '../../queries/carry.ts'
import { chooseSave, showFile } from '../../queries/files.ts'
import { useJob } from '../../queries/job.ts'
import { useStanding } from '../../queries/standing.ts'
import { useFormat, useText } from '../../text/language.tsx'
import { PhotosAlongField, usePhotosAlong } from './photos-along.tsx'
import { drivePath, stickFileName } from './stick-file.ts'
import { type WhatToGive, WhatToGiveField } from './what-to-give.tsx'

/** Export to a plugged-in drive or any folder. */
export const GiveStick = () => {
  const { carry, photos: photoText } = useText()
  const text = carry.give
  const format = useFormat()
  const drives = useDrives()
  const { data: standing } = useStanding()
  const write = useExport()
  const { progress, run, cancel } = useJob()
  const [error, setError] = useState<unknown>(null)
  const [report, setReport] = useState<ExportReport | null>(null)
  const fileName = () =>
    stickFileName(standing?.commune?.name ?? standing?.federation?.name ?? 'chumak', new Date())

  const [choice, setChoice] = useState<WhatToGive>({})
  const photos = usePhotosAlong()
  const writeTo = async (choose: () => Promise<string | null>) => {
    setError(null)
    setReport(null)
    try {
      const path = await choose()
      if (path) {
        const blobLimitBytes = photos.limit ?? undefined
        setReport(await run(job => write.mutateAsync({ path, job, blobLimitBytes, ...choice })))
      }
    } catch (failed) {
      setError(failed)
    }
  }
  const drive = (one: Drive) => (
    <Group key={one.path} justify="space-between" wrap="nowrap">
      <Group gap="sm" wrap="nowrap" miw={0}>
        <IconUsb size={22} stroke={1.6} aria-hidden style={{ flex: 'none' }} />
        <Stack gap={0} miw={0}>
          <Text truncate>{one.label}</Text>
          <Text size="sm" c="dimmed" truncate>
            {one.path} · {text.free(format.bytes(one.freeBytes))}
          </Text>
          {photos.needBytes > one.freeBytes && (
            <Text size="sm">{photoText.carry.noRoom(format.bytes(photos.needBytes))}</Text>
          )}
        </Stack>
      </Group>
      <Button
        style={{ flex: 'none' }}
        aria-label={text.writeTo(one.label)}
        onClick={() => writeTo(async () => drivePath(one.path, fileName(), window.chumak.platform))}
      >
        {text.write}
      </Button>
    </Group>
  )

  return (
    <Sheet title={text.title} hint={text.hint}>
      {report && (
        <Alert
          role="status"
          variant="outline"
          color="teal"
          icon={<IconCheck aria-hidden />}
          title={text.done(report.entries, format.bytes(report.sizeBytes))}
        >
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {report.path}
          </Text>
          {report.blobs.count > 0 && (
            <Text size="sm">
              {photoText.carry.went(report.blobs.count, format.bytes(report.blobs.bytes))}
            </Text>
          )}
          {report.blobs.left > 0 && <Text size="sm">{photoText.carry.stayed(report.blobs.left)}</Text>}
          <Text size="sm">{text.doneNext}</Text>
          <Button mt="xs" size="xs" variant="default" onClick={() => showFile(report.path).catch(setError)}>
            {text.show}
          </Button>
        </Alert>
      )}
      <FailureNote error={error ?? drives.error} onClose={error ? () => setError(null) : undefined} />
      {progress ? (
        <ProgressLine label={text.working} {...progress} onCancel={cancel} />
      ) : (
        <>
          <WhatToGiveField value={choice} onChange={setChoice} />
          <PhotosAlongField value={photos} />
          <Text fw={600} size="sm">
            {text.drives}
          </Text>
          {drives.data && drives.data.length > 0 ? (
            drives.data.map(drive)
          ) : (
            <Text size="sm" c="dimmed">
              {text.noDrives}
            </Text>
          )}
          <Group>
            <Button
              variant={drives.data?.length ? 'default' : 'filled'}
              onClick={() => writeTo(() => chooseSave(text.chooseTitle, fileName(), 'caravan'))}
            >
              {text.choose}
            </Button>
          </Group>
        </>
      )}
    </Sheet>
  )
}
