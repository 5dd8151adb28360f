import { MantineProvider } from '@mantine/core'
import { DatesProvider } from '@mantine/dates'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { createClient, listenForChanges } from './queries/client.ts'
import { Shell } from './shell/shell.tsx'
import { LanguageProvider } from './text/language.tsx'
import { cssVariablesResolver, theme } from './theme.ts'

/** What every screen stands on, for the app and for tests of single screens. */
export const Ground = ({ children }: { children: ReactNode }) => {
  const [client] = useState(createClient)
  useEffect(() => listenForChanges(client), [client])
  return (
    <QueryClientProvider client={client}>
      <LanguageProvider>
        <MantineProvider theme={theme} defaultColorScheme="auto" cssVariablesResolver={cssVariablesResolver}>
          <DatesProvider settings={{ firstDayOfWeek: 1, consistentWeeks: true }}>
            {children}
            <Notifications position="bottom-right" limit={3} />
          </DatesProvider>
        </MantineProvider>
      </LanguageProvider>
    </QueryClientProvider>
  )
}

export const App = () => (
  <Ground>
    <Shell />
  </Ground>
)
