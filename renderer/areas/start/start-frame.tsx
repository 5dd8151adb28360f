import { Container, SegmentedControl, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useLanguage, useText } from '../../text/language.tsx'
import classes from './start.module.css'

/** The page before one is at work: the name, the language, one thing to do. */
export const StartFrame = (props: { title: string; intro?: string; children: ReactNode; wide?: boolean }) => {
  const { shell, settings } = useText()
  const { language, setLanguage } = useLanguage()
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <div>
          <div className={classes.brand}>{shell.appName}</div>
          <Text size="sm" c="dimmed">
            {shell.tagline}
          </Text>
        </div>
        <SegmentedControl
          aria-label={settings.language}
          size="sm"
          value={language}
          onChange={value => setLanguage(value === 'uk' ? 'uk' : 'en')}
          data={[
            { value: 'en', label: settings.languages.en },
            { value: 'uk', label: settings.languages.uk }
          ]}
        />
      </header>
      <Container component="main" size={props.wide ? 'lg' : 'md'} pb="xl" w="100%">
        <Stack gap="md">
          <Stack gap={4}>
            <Title order={1}>{props.title}</Title>
            {props.intro && (
              <Text maw={720} style={{ textWrap: 'balance' }}>
                {props.intro}
              </Text>
            )}
          </Stack>
          {props.children}
        </Stack>
      </Container>
    </div>
  )
}
