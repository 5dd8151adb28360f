/** Cache keys. What hangs on the record begins with `record`, then the kind it hangs on (`*` for all). */
export const keys = {
  vault: ['vault'] as const,
  lan: ['lan'] as const,
  drop: ['drop'] as const,
  drives: ['drives'] as const,
  standing: ['record', '*', 'standing'] as const,
  /** apart from the record's other answers: the keeper reads every row for it */
  stats: ['stats'] as const,
  knownHolders: ['record', '*', 'known-holders'] as const,
  arrived: (stretch: unknown) => ['record', '*', 'arrived', stretch] as const,
  aside: (stretch: unknown) => ['record', '*', 'aside', stretch] as const,
  lastNews: ['record', '*', 'last-news'] as const,
  rows: (kind: string, args: unknown) => ['record', kind, 'rows', args] as const,
  photo: (blob: string) => ['record', '*', 'photo', blob] as const,
  photosHeld: ['record', '*', 'photos-held'] as const,
  row: (id: string) => ['record', '*', 'row', id] as const,
  people: (today: string) => ['record', '*', 'people', today] as const,
  forgettable: (today: string) => ['record', '*', 'forgettable', today] as const,
  proposals: (today: string) => ['record', '*', 'proposals', today] as const,
  places: (query: string, near: unknown, language: string) => ['places', query, near, language] as const
}

/** Whether a cached answer hangs on one of these kinds. */
export const isRecordKey = (key: readonly unknown[], kinds: ReadonlySet<string>): boolean =>
  key[0] === 'record' && (key[1] === '*' || kinds.has(String(key[1])))
