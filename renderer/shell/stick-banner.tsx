import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { useDrives } from '../queries/carry.ts'
import { useText } from '../text/language.tsx'
import { go, useRoute } from './route.ts'
import classes from './shell.module.css'

/** A stick that was plugged in is told of wherever one is; under Carry it stands anyway. */
export const StickBanner = () => {
  const text = useText().shell.stick
  const { area } = useRoute()
  const drives = useDrives()
  const here = (drives.data ?? []).map(({ path }) => path)
  const [known, setKnown] = useState<readonly string[] | null>(null)
  // What was in when the record was opened is no news; what is pulled out is news when it comes again.
  if (drives.data && known === null) setKnown(here)
  else if (known?.some(path => !here.includes(path))) setKnown(known.filter(path => here.includes(path)))
  else if (known && area === 'carry' && here.some(path => !known.includes(path))) setKnown(here)
  const fresh = (drives.data ?? []).find(({ path }) => known && !known.includes(path))
  return (
    <div className="no-print" role="status">
      {fresh && area !== 'carry' && (
        <Group className={classes.stick} justify="space-between" wrap="nowrap">
          <Text size="sm">
            {fresh.bundles.length > 0
              ? text.brings(fresh.label, fresh.bundles.length)
              : text.empty(fresh.label)}
          </Text>
          <Group gap="xs" wrap="nowrap" flex="none">
            <Button size="compact-sm" variant="default" onClick={() => go({ area: 'carry' })}>
              {text.toSticks}
            </Button>
            <Button size="compact-sm" variant="subtle" onClick={() => setKnown(here)}>
              {text.later}
            </Button>
          </Group>
        </Group>
      )}
    </div>
  )
}
