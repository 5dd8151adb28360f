import type { Target } from './shares.ts'

/**
 * What once failed, by its draws, and is tried again at every run. Where how a case is made changes, the same draws
 * come to another one: for that, what was mended has a test of its own beside what it mends.
 */
export const kept: readonly { target: Target; drawn: readonly number[]; was: string }[] = [
  {
    target: 'backups',
    drawn: [0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8],
    was: 'a passphrase that took as much memory as the file said'
  },
  {
    target: 'bundles',
    drawn: [0, 4, 0, 1],
    was: 'a manifest of eight million values'
  },
  {
    target: 'answered cards',
    drawn: [0, 0, 0, 6, 7],
    was: 'a device let in whose key nothing can be sealed to'
  },
  { target: 'records', drawn: [], was: 'secrets not renewed, for one key that nothing can be sealed to' },
  {
    target: 'welcomes',
    drawn: [0, 0, 1, 2, 0, 1, 0, 0, 2, 0, 1, 1],
    was: 'secrets kept of a welcome whose record hangs in the air'
  }
]
