import { Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { spotlight } from '@mantine/spotlight'
import { Suspense, useCallback, useEffect, useRef } from 'react'
import { FailureBoundary } from '../components/failure-boundary.tsx'
import { useLock } from '../queries/vault.ts'
import { useText } from '../text/language.tsx'
import { areas } from './areas.ts'
import { DemoBanner } from './demo-banner.tsx'
import { KeyHelp } from './key-help.tsx'
import { Navigation } from './navigation.tsx'
import { OutsideBanner } from './outside-banner.tsx'
import { Palette } from './palette.tsx'
import { useRoute } from './route.ts'
import classes from './shell.module.css'
import { StatusLine } from './status-line.tsx'
import { StickBanner } from './stick-banner.tsx'
import { TroubleBanner } from './trouble-banner.tsx'
import { useKeys } from './use-keys.ts'

/** What whoever holds a record sees: the areas, the status line, and the keys that work everywhere. */
export const Workspace = ({ demo, onJoin }: { demo: boolean; onJoin: () => void }) => {
  const { shell, words } = useText()
  const route = useRoute()
  const main = useRef<HTMLElement>(null)
  const [helping, { open: openHelp, close: closeHelp }] = useDisclosure(false)
  const openPalette = useCallback(() => spotlight.open(), [])
  const { mutate: lock } = useLock()
  const lockNow = useCallback(() => lock(undefined), [lock])
  useKeys({ palette: openPalette, help: openHelp, lock: lockNow })

  // A new area begins at its top, also for the keyboard and for screen readers.
  const shownArea = useRef(route.area)
  useEffect(() => {
    if (shownArea.current === route.area) return
    shownArea.current = route.area
    main.current?.focus({ preventScroll: true })
    main.current?.scrollTo({ top: 0 })
  }, [route.area])

  const { Screen } = areas[route.area]
  return (
    <div className={classes.frame}>
      <button type="button" className="skip-link" onClick={() => main.current?.focus()}>
        {shell.skip}
      </button>
      <div className={classes.banners}>
        {demo && <DemoBanner />}
        <TroubleBanner />
        <OutsideBanner onJoin={onJoin} />
        <StickBanner />
      </div>
      <Navigation onPalette={openPalette} onHelp={openHelp} />
      <main ref={main} className={classes.main} tabIndex={-1} aria-label={shell.areas[route.area].name}>
        <FailureBoundary key={route.area}>
          <Suspense fallback={<Text c="dimmed">{words.loading}</Text>}>
            <Screen />
          </Suspense>
        </FailureBoundary>
      </main>
      <StatusLine />
      <Palette onHelp={openHelp} />
      <KeyHelp opened={helping} onClose={closeHelp} />
    </div>
  )
}
