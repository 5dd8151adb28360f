import { Kbd, UnstyledButton } from '@mantine/core'
import { IconKeyboard, IconLock, IconSearch } from '@tabler/icons-react'
import { useStanding } from '../queries/standing.ts'
import { useLock, useVault } from '../queries/vault.ts'
import { useText } from '../text/language.tsx'
import { areas } from './areas.ts'
import { areaNames, go, useRoute } from './route.ts'
import classes from './shell.module.css'

/** The areas by name, and what one wants from everywhere. */
export const Navigation = (props: { onPalette: () => void; onHelp: () => void }) => {
  const { shell } = useText()
  const route = useRoute()
  const vault = useVault()
  const lock = useLock()
  const { data: standing } = useStanding()
  return (
    <nav className={`${classes.nav} no-print`} aria-label={shell.navigation}>
      <div className={classes.brand}>{shell.appName}</div>
      <div className={classes.under}>
        {standing?.commune && standing.federation
          ? shell.federationLine(standing.commune.name, standing.federation.name)
          : (standing?.federation?.name ?? '\u00a0')}
      </div>
      {areaNames.map((name, index) => {
        const { icon: Icon } = areas[name]
        const current = route.area === name
        return (
          <UnstyledButton
            key={name}
            className={classes.item}
            data-current={current || undefined}
            aria-current={current ? 'page' : undefined}
            aria-keyshortcuts={`Alt+${index + 1}`}
            title={shell.areas[name].hint}
            onClick={() => go({ area: name })}
          >
            <Icon size={22} stroke={1.6} aria-hidden />
            <span className={classes.label}>{shell.areas[name].name}</span>
          </UnstyledButton>
        )
      })}
      <div className={classes.spring} />
      <UnstyledButton className={classes.item} onClick={props.onPalette} aria-keyshortcuts="Control+K Meta+K">
        <IconSearch size={20} stroke={1.6} aria-hidden />
        <span className={classes.label}>{shell.search}</span>
        <Kbd size="xs" aria-hidden>
          {window.chumak.platform === 'darwin' ? '⌘K' : 'Ctrl K'}
        </Kbd>
      </UnstyledButton>
      <UnstyledButton className={classes.item} onClick={props.onHelp} aria-keyshortcuts="?">
        <IconKeyboard size={20} stroke={1.6} aria-hidden />
        <span className={classes.label}>{shell.help}</span>
        <Kbd size="xs" aria-hidden>
          ?
        </Kbd>
      </UnstyledButton>
      {vault.data && !vault.data.demo && (
        <UnstyledButton className={classes.item} onClick={() => lock.mutate(undefined)}>
          <IconLock size={20} stroke={1.6} aria-hidden />
          <span className={classes.label}>{shell.lock}</span>
        </UnstyledButton>
      )}
    </nav>
  )
}
