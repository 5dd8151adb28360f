import { List, Stack, Text, Title } from '@mantine/core'
import changelog from '../../../CHANGELOG.md?raw'
import { Sheet } from '../../components/sheet.tsx'
import { useText } from '../../text/language.tsx'
import { parseChangelog } from './changelog.ts'

/** What this is, and what changed by version: readable offline. */
export const About = () => {
  const { settings } = useText()
  return (
    <Sheet title={settings.about}>
      <Text size="sm">{settings.aboutText}</Text>
      <Text size="sm">{settings.version(window.chumak.version)}</Text>
      <Stack gap="xs">
        <Title order={3} size="h4">
          {settings.changes}
        </Title>
        {parseChangelog(changelog).map(release => (
          <div key={release.title} lang="en">
            <Text fw={600} size="sm">
              {release.title}
            </Text>
            <List size="sm">
              {release.lines.map(line => (
                <List.Item key={line}>{line}</List.Item>
              ))}
            </List>
          </div>
        ))}
      </Stack>
    </Sheet>
  )
}
