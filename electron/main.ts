/** Starts the window and the keeper and hands the window a port to it. What they do is theirs. */
import { join } from 'node:path'
import { app, type BrowserWindow, dialog, powerMonitor } from 'electron'
import { registerAppScheme, serveAppScheme } from './app-scheme.ts'
import { settleHome } from './home.ts'
import { type KeeperProcess, startKeeper } from './keeper-process.ts'
import {
  confineAllPages,
  confineAllSessions,
  contentPolicy,
  createWindow,
  createWindowSession,
  loadWindow,
  setMenu,
  settleSwitches
} from './window.ts'
import { answerWindowRequests } from './window-requests.ts'

const home = settleHome()
settleSwitches()
registerAppScheme()
confineAllSessions()
confineAllPages()

let window: BrowserWindow | undefined
let keeper: KeeperProcess | undefined

async function open(): Promise<void> {
  const resources = join(app.getAppPath(), 'resources')
  const started = startKeeper(
    { home, resources },
    { onRestart: () => window?.webContents.reload(), onGivenUp: giveUp }
  )
  keeper = started
  answerWindowRequests(started.connect)
  setMenu()
  const session = await createWindowSession()
  serveAppScheme(
    session,
    { renderer: join(__dirname, '../renderer'), maps: [join(resources, 'maps'), join(home, 'maps')] },
    contentPolicy
  )
  const opened = createWindow(session)
  window = opened
  opened.setMenuBarVisibility(false)
  opened.webContents.on('render-process-gone', (_, { reason }) => {
    if (reason !== 'clean-exit') opened.webContents.reload()
  })
  powerMonitor.on('suspend', started.suspend)
  powerMonitor.on('lock-screen', started.suspend)
  await loadWindow(opened)
}

function giveUp(exitCode: number): void {
  dialog.showErrorBox('Chumak', `The process that keeps the record ended ${exitCode} and does not stay up.`)
  app.exit(1)
}

if (app.requestSingleInstanceLock()) {
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore()
    window?.focus()
  })
  app.on('window-all-closed', () => app.quit())
  app.once('will-quit', event => {
    if (!keeper) return
    event.preventDefault()
    void keeper.stop(5_000).then(() => app.exit(0))
  })
  app
    .whenReady()
    .then(open)
    .catch(error => {
      process.stderr.write(`${error?.stack ?? error}\n`)
      app.exit(1)
    })
} else {
  process.stderr.write(`Chumak is already open on ${home}.\n`)
  app.exit(0)
}
