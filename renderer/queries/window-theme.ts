import { ask } from './ask.ts'

/** Tells the system's own dialogs and frame to follow. */
export const setWindowTheme = (scheme: 'light' | 'dark' | 'auto') =>
  ask('window.theme', { theme: scheme === 'auto' ? 'system' : scheme })
