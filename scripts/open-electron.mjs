import { say } from './project.mjs'

/** Flags this machine's Electron needs: Chromium's sandbox refuses to run as root on Linux. */
export const electronFlags = () =>
  process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []

/** Ends the script with an explanation where no window can be shown. */
export function requireDisplay() {
  if (process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return
  say('There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can open.')
  say('`npm test` runs the whole app on a display of its own; `npm run chumak -- --help` works without one.')
  process.exit(1)
}
