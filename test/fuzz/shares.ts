/** What is tried, and how much of all cases each takes: the slower it is, the fewer. */
export const shares = {
  entries: 0.12,
  runs: 0.12,
  'chunks of runs': 0.08,
  'sealed bodies': 0.04,
  bodies: 0.06,
  'heads of welcomes and backups': 0.05,
  messages: 0.09,
  links: 0.03,
  'age files': 0.01,
  bundles: 0.12,
  imports: 0.012,
  'drop folders': 0.01,
  welcomes: 0.013,
  backups: 0.008,
  cards: 0.06,
  'answered cards': 0.006,
  records: 0.002,
  codes: 0.01,
  'words of sheets': 0.02,
  addresses: 0.02,
  advertisements: 0.01,
  "the app's own addresses": 0.02,
  'words to the relay': 0.01,
  "the window's requests": 0.031,
  "the window's requests to main": 0.01,
  'requests of an open record': 0.03,
  'command lines': 0.02
} as const
export type Target = keyof typeof shares
export const isTarget = (name: string): name is Target => Object.hasOwn(shares, name)
