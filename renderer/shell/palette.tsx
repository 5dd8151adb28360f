import { useMantineColorScheme } from '@mantine/core'
import { Spotlight, type SpotlightActionData } from '@mantine/spotlight'
import { IconKeyboard, IconLanguage, IconLock, IconMoon, IconSearch, IconSun } from '@tabler/icons-react'
import { useState } from 'react'
import { useFind } from '../queries/find.ts'
import { useNames } from '../queries/names.ts'
import { useLock, useVault } from '../queries/vault.ts'
import { useLanguage, useText } from '../text/language.tsx'
import { areas } from './areas.ts'
import { foundName, foundRoute, searchedKinds } from './found.ts'
import { areaNames, go } from './route.ts'

/** The list scrolls, so the keyboard must reach it; the library passes this on without typing it. */
const scrollable = { viewportProps: { tabIndex: 0 } }

/** Ctrl+K: go anywhere, do what one does often, find a row of the record by its words. */
export const Palette = (props: { onHelp: () => void }) => {
  const { shell, settings, carry } = useText()
  const { language, setLanguage } = useLanguage()
  const { setColorScheme } = useMantineColorScheme()
  const [query, setQuery] = useState('')
  const nameOf = useNames()
  const lock = useLock()
  const vault = useVault()
  const rows = useFind(searchedKinds, query)

  const places: SpotlightActionData[] = areaNames.map(name => {
    const { icon: Icon } = areas[name]
    return {
      id: `go-${name}`,
      label: shell.areas[name].name,
      description: shell.areas[name].hint,
      leftSection: <Icon size={20} aria-hidden />,
      onClick: () => go({ area: name })
    }
  })
  const other = language === 'uk' ? 'en' : 'uk'
  const acts: SpotlightActionData[] = [
    {
      id: 'give',
      label: carry.give.title,
      leftSection: <areas.carry.icon size={20} aria-hidden />,
      onClick: () => go({ area: 'carry', part: 'stick' })
    },
    {
      id: 'welcome',
      label: carry.people.welcome,
      leftSection: <areas.carry.icon size={20} aria-hidden />,
      onClick: () => go({ area: 'carry', part: 'people' })
    },
    {
      id: 'language',
      label: settings.languages[other],
      leftSection: <IconLanguage size={20} aria-hidden />,
      onClick: () => setLanguage(other)
    },
    {
      id: 'light',
      label: settings.themes.light,
      leftSection: <IconSun size={20} aria-hidden />,
      onClick: () => setColorScheme('light')
    },
    {
      id: 'dark',
      label: settings.themes.dark,
      leftSection: <IconMoon size={20} aria-hidden />,
      onClick: () => setColorScheme('dark')
    },
    {
      id: 'keys',
      label: shell.help,
      leftSection: <IconKeyboard size={20} aria-hidden />,
      onClick: props.onHelp
    },
    ...(vault.data?.demo
      ? []
      : [
          {
            id: 'lock',
            label: shell.lock,
            leftSection: <IconLock size={20} aria-hidden />,
            onClick: () => lock.mutate(undefined)
          }
        ])
  ]
  const found: SpotlightActionData[] = rows.flatMap(row => {
    const route = foundRoute(row)
    const name = foundName(row)
    if (!route || !name) return []
    return [
      {
        id: row.id,
        label: name,
        description: `${carry.take.kinds[row.kind](1).replace(/^\S+\s/, '')}${row.commune ? ` · ${nameOf(row.commune)}` : ''}`,
        onClick: () => go(route)
      }
    ]
  })
  const matches = (action: SpotlightActionData) =>
    `${action.label} ${action.description ?? ''}`.toLowerCase().includes(query.trim().toLowerCase())
  const groups = [
    { group: shell.paletteGo, actions: places.filter(matches) },
    { group: shell.paletteDo, actions: acts.filter(matches) },
    // Last, because it comes a moment later and must not push away what is selected.
    { group: shell.paletteFound, actions: found }
  ].filter(one => one.actions.length > 0)

  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      scrollable
      maxHeight={420}
      clearQueryOnClose
      overlayProps={{ blur: 0, backgroundOpacity: 0.45 }}
      attributes={{ content: { 'aria-label': shell.search } }}
    >
      <Spotlight.Search
        leftSection={<IconSearch size={20} aria-hidden />}
        placeholder={shell.searchPlaceholder}
        aria-label={shell.search}
      />
      {groups.length > 0 ? (
        <Spotlight.ActionsList {...scrollable}>
          {groups.map(({ group, actions }) => (
            <Spotlight.ActionsGroup label={group} key={group}>
              {actions.map(action => (
                <Spotlight.Action key={action.id} {...action} dimmedSections={false} />
              ))}
            </Spotlight.ActionsGroup>
          ))}
        </Spotlight.ActionsList>
      ) : (
        <Spotlight.Empty>{shell.searchNothing}</Spotlight.Empty>
      )}
    </Spotlight.Root>
  )
}
