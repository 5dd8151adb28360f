/** Every setting of the window and of its session: what it may load, open, ask for and reach. */
import { join } from 'node:path'
import { app, BrowserWindow, Menu, nativeTheme, type Session, session } from 'electron'
import { appOrigin } from './app-scheme.ts'
import { mayUseCamera } from './window-camera.ts'

/** Set by `npm run dev` alone; a packaged app ignores it. */
export const devServer = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL

export const contentPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  // The component library sets style attributes and style elements; no text of the record becomes either.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "worker-src 'self'",
  "manifest-src 'self'",
  // Base maps, and the relay in our own keeper.
  "connect-src 'self' app://maps ws://127.0.0.1:*",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-src 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'"
].join('; ')

/** The dev server adds inline scripts and a socket of its own. */
const devPolicy = contentPolicy
  .replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")
  .replace("connect-src 'self'", `connect-src 'self' ${devServer?.replace(/^http/, 'ws')}`)

/** Command-line switches of Chromium; before the app is ready. */
export function settleSwitches(): void {
  // Host addresses hidden behind `.local` names cannot be resolved on many local networks.
  addToList('disable-features', ['WebRtcHideLocalIpsWithMdns', 'AutofillServerCommunication', 'MediaRouter'])
  for (const name of [
    'disable-background-networking',
    'disable-component-update',
    'disable-domain-reliability',
    'no-pings'
  ]) {
    app.commandLine.appendSwitch(name)
  }
  // No name is ever looked up: the window knows only addresses.
  if (!devServer) app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND, EXCLUDE 127.0.0.1')
}

/** Chromium takes the last value of a switch, so what others listed is kept. */
function addToList(name: string, values: string[]): void {
  const listed = app.commandLine.getSwitchValue(name)
  app.commandLine.appendSwitch(name, [listed, ...values].filter(Boolean).join(','))
}

/** Whether the window may load this address: the app's own, the loopback relay, nothing else. */
export function mayRequest(url: string, devUrl = devServer): boolean {
  const { protocol, hostname, host } = new URL(url)
  if (['app:', 'data:', 'blob:'].includes(protocol)) return true
  if (protocol === 'ws:' && hostname === '127.0.0.1') return true
  if (!devUrl) return false
  return protocol === 'devtools:' || (['http:', 'ws:'].includes(protocol) && host === new URL(devUrl).host)
}

/** Whether a frame is our own page; requests of any other are not answered. */
export const isOwnPage = (url: string): boolean =>
  url.startsWith(`${appOrigin}/`) || (devServer !== undefined && url.startsWith(new URL(devServer).origin))

/** Nothing of the machine but copying text, and the camera while a code is read with it (window-camera.ts). */
const grantedOnRequest: readonly string[] = ['clipboard-sanitized-write']

/**
 * Chromium lists this machine's network addresses to a page only when it might use the microphone; without
 * that, laptops joined by a bare switch, where there is no default route, would never find a path for live
 * editing. The devices themselves are still refused, on request, above.
 */
const grantedOnCheck: readonly string[] = [...grantedOnRequest, 'media']

/** The window's own session, with every rule set. The app must be ready. */
export async function createWindowSession(): Promise<Session> {
  const own = session.fromPartition('persist:window')
  own.setPermissionRequestHandler((contents, permission, answer, details) => {
    const granted =
      permission === 'media' ? mayUseCamera(contents, details) : grantedOnRequest.includes(permission)
    answer(isOwnPage(contents.getURL()) && details.isMainFrame && granted)
  })
  own.setPermissionCheckHandler(
    (contents, permission) => isOwnPage(contents?.getURL() ?? '') && grantedOnCheck.includes(permission)
  )
  own.setDevicePermissionHandler(() => false)
  own.on('will-download', event => event.preventDefault())
  own.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !mayRequest(url) }))
  if (devServer) {
    own.webRequest.onHeadersReceived(({ responseHeaders }, answer) =>
      answer({ responseHeaders: { ...responseHeaders, 'Content-Security-Policy': [devPolicy] } })
    )
  }
  // Neither a proxy nor a look for one.
  await own.setProxy({ mode: 'direct' })
  return own
}

/** Whatever session there will be, Chromium's default one included; before the app is ready. */
export function confineAllSessions(): void {
  app.on('session-created', created => {
    // Either alone would still fetch a dictionary from the internet.
    created.setSpellCheckerLanguages([])
    created.setSpellCheckerEnabled(false)
  })
}

/** No page goes anywhere, opens anything or embeds anything. Holds for every page there will be. */
export function confineAllPages(): void {
  app.on('web-contents-created', (_, contents) => {
    const stay = (event: { url: string; preventDefault(): void }) => {
      if (!isOwnPage(event.url)) event.preventDefault()
    }
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    contents.on('will-navigate', stay)
    contents.on('will-frame-navigate', stay)
    contents.on('will-redirect', stay)
    contents.on('will-attach-webview', event => event.preventDefault())
  })
}

export function createWindow(own: Session): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 820,
    minWidth: 720,
    minHeight: 480,
    show: false,
    title: 'Chumak',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#1a1b1e' : '#ffffff',
    webPreferences: {
      session: own,
      preload: join(__dirname, '../preload/preload.js'),
      additionalArguments: [`--chumak-version=${app.getVersion()}`],
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: devServer !== undefined,
      // What is edited together keeps flowing while the window is covered.
      backgroundThrottling: false
    }
  })
  // Links between devices need every interface, also where there is no default route.
  window.webContents.setWebRTCIPHandlingPolicy('default')
  window.once('ready-to-show', () => window.show())
  return window
}

export async function loadWindow(window: BrowserWindow): Promise<void> {
  try {
    await window.loadURL(devServer ?? `${appOrigin}/index.html`)
  } catch (error) {
    // A reload, as after a keeper that died at once, takes the place of what was still loading.
    if ((error as { code?: unknown }).code !== 'ERR_ABORTED') throw error
  }
}

/** Never seen except on a Mac; it carries the keys for editing and zooming. */
export function setMenu(): void {
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(process.platform === 'darwin' ? [{ role: 'appMenu' as const }] : []),
      { role: 'editMenu' },
      {
        label: 'View',
        submenu: [
          { role: 'resetZoom' },
          { role: 'zoomIn' },
          { role: 'zoomIn', accelerator: 'CommandOrControl+=', visible: false },
          { role: 'zoomOut' },
          { role: 'togglefullscreen' },
          ...(devServer ? [{ role: 'reload' as const }, { role: 'toggleDevTools' as const }] : [])
        ]
      },
      { role: 'windowMenu' }
    ])
  )
}
