/** The camera: granted to the app's own page while somebody reads a code or takes a photo with it, and only its picture. */
import { type MediaAccessPermissionRequest, systemPreferences, type WebContents } from 'electron'

const reading = new Set<number>()

/** From the pressing of the button to the closing of the view; a page that is loaded anew has none. */
export async function letUseCamera(contents: WebContents, on: boolean): Promise<void> {
  reading.delete(contents.id)
  if (!on) return
  // macOS asks its owner once
  if (process.platform === 'darwin') await systemPreferences.askForMediaAccess('camera')
  const { id } = contents
  reading.add(id)
  const end = () => reading.delete(id)
  contents.once('did-start-loading', end)
  contents.once('render-process-gone', end)
  contents.once('destroyed', end)
}

/** Whether a request for media may be granted: the picture without the sound, and only now. */
export const mayUseCamera = (contents: WebContents, { mediaTypes }: MediaAccessPermissionRequest): boolean =>
  reading.has(contents.id) && mediaTypes?.length === 1 && mediaTypes[0] === 'video'
