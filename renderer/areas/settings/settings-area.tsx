import {
  type MantineColorScheme,
  SegmentedControl,
  SimpleGrid,
  Stack,
  useMantineColorScheme
} from '@mantine/core'
import { useState } from 'react'
import { FailureNote } from '../../components/failure-note.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { useVault } from '../../queries/vault.ts'
import { setWindowTheme } from '../../queries/window-theme.ts'
import { useLanguage, useText } from '../../text/language.tsx'
import { About } from './about.tsx'
import { BackupSettings } from './backup-settings.tsx'
import { DropFolderSheet } from './drop-folder.tsx'
import { LockSettings } from './lock-settings.tsx'
import { PaperSettings } from './paper-settings.tsx'
import { PassphraseSettings } from './passphrase-settings.tsx'
import { ThisDevice } from './this-device.tsx'

const isScheme = (value: string): value is MantineColorScheme => ['light', 'dark', 'auto'].includes(value)

const Look = () => {
  const { settings } = useText()
  const { language, setLanguage } = useLanguage()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const [error, setError] = useState<unknown>(null)
  const choose = (scheme: string) => {
    if (!isScheme(scheme)) return
    setColorScheme(scheme)
    setWindowTheme(scheme).catch(setError)
  }
  return (
    <>
      <Sheet title={settings.language}>
        <SegmentedControl
          aria-label={settings.language}
          value={language}
          onChange={value => setLanguage(value === 'uk' ? 'uk' : 'en')}
          data={[
            { value: 'en', label: settings.languages.en },
            { value: 'uk', label: settings.languages.uk }
          ]}
        />
      </Sheet>
      <Sheet title={settings.theme}>
        <SegmentedControl
          aria-label={settings.theme}
          value={colorScheme}
          onChange={choose}
          data={(['light', 'dark', 'auto'] as const).map(value => ({
            value,
            label: settings.themes[value]
          }))}
        />
        <FailureNote error={error} />
      </Sheet>
    </>
  )
}

export const SettingsArea = () => {
  const { settings } = useText()
  const vault = useVault()
  return (
    <Stack gap="md">
      <PageHeader title={settings.title} hint={settings.hint} />
      <SimpleGrid cols={2} spacing="md">
        <Stack>
          <Look />
          {vault.data && !vault.data.demo && (
            <>
              <LockSettings />
              <PassphraseSettings />
              <BackupSettings />
            </>
          )}
          <PaperSettings />
        </Stack>
        <Stack>
          <DropFolderSheet />
          <ThisDevice />
          <About />
        </Stack>
      </SimpleGrid>
    </Stack>
  )
}
