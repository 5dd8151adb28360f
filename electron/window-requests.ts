/** What the window asks of the main process: one entry per request of the contract. */
import {
  BrowserWindow,
  dialog,
  type IpcMainEvent,
  type IpcMainInvokeEvent,
  ipcMain,
  nativeTheme,
  shell,
  type WebContents
} from 'electron'
import * as v from 'valibot'
import { type AnswerOf, type ParsedArgsOf, type WindowRequestName, windowRequests } from '#shared/contract.ts'
import { fail, ok, type Result } from '#shared/errors.ts'
import { isOwnPage } from './window.ts'
import { letUseCamera } from './window-camera.ts'

type Handlers = {
  [N in WindowRequestName]: (args: ParsedArgsOf<N>, window: BrowserWindow) => Promise<Result<AnswerOf<N>>>
}

const handlers: Handlers = {
  'window.choose-open': async ({ title, extension }, window) => {
    const { filePaths } = await dialog.showOpenDialog(window, {
      title,
      properties: ['openFile'],
      filters: filtersFor(extension)
    })
    return ok(filePaths[0] ?? null)
  },
  'window.choose-folder': async ({ title }, window) => {
    const { filePaths } = await dialog.showOpenDialog(window, {
      title,
      properties: ['openDirectory', 'createDirectory']
    })
    return ok(filePaths[0] ?? null)
  },
  'window.choose-save': async ({ title, fileName, extension }, window) => {
    const { filePath } = await dialog.showSaveDialog(window, {
      title,
      defaultPath: fileName,
      filters: filtersFor(extension)
    })
    return ok(filePath || null)
  },
  'window.show-file': async ({ path }) => {
    shell.showItemInFolder(path)
    return ok(null)
  },
  'window.print': (_, window) =>
    new Promise(resolve => {
      window.webContents.print({ printBackground: false }, (success, reason) => {
        if (success) return resolve(ok(null))
        const cancelled = /cancel/i.test(reason)
        resolve(cancelled ? fail('cancelled') : fail('internal', { reason }))
      })
    }),
  'window.camera': async ({ on }, window) => {
    await letUseCamera(window.webContents, on)
    return ok(null)
  },
  'window.theme': async ({ theme }) => {
    nativeTheme.themeSource = theme
    return ok(null)
  }
}

const filtersFor = (extension: string) => [{ name: `.${extension}`, extensions: [extension] }]

const isName = (name: unknown): name is WindowRequestName =>
  typeof name === 'string' && Object.hasOwn(windowRequests, name)

/** Parses the arguments by the contract, then asks the handler. */
async function answer(name: unknown, args: unknown, window: BrowserWindow): Promise<Result<unknown>> {
  if (!isName(name)) return fail('request-bad', { field: 'name', reason: 'unknown request' })
  const parsed = v.safeParse(windowRequests[name].args, args)
  if (!parsed.success) {
    const [issue] = parsed.issues
    return fail('request-bad', { field: v.getDotPath(issue) ?? '', reason: issue.message })
  }
  // The table pairs each name with its own arguments; the compiler cannot follow that through a lookup.
  const handler = handlers[name] as (args: unknown, window: BrowserWindow) => Promise<Result<unknown>>
  return handler(parsed.output, window).catch(error => fail('internal', { reason: String(error) }))
}

/**
 * Answers our own page's main frame and no other.
 * @param connect gives a page its port to the keeper; each load of the page asks for one
 */
export function answerWindowRequests(connect: (contents: WebContents) => void): void {
  ipcMain.handle('window-request', (event, name: unknown, args: unknown) => {
    const window = BrowserWindow.fromWebContents(event.sender)
    if (!window || !isFromOwnPage(event)) {
      return fail('request-bad', { field: 'sender', reason: 'not the app’s own page' })
    }
    return answer(name, args, window)
  })
  ipcMain.on('keeper-port', event => {
    if (isFromOwnPage(event)) connect(event.sender)
  })
}

const isFromOwnPage = ({ sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent): boolean =>
  senderFrame !== null && senderFrame === sender.mainFrame && isOwnPage(senderFrame.url)
