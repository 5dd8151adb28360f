import { keepPreviousData, useQueries } from '@tanstack/react-query'
import type { Row } from '#shared/contract.ts'
import type { KindName } from '#shared/kinds/index.ts'
import { rowsQuery } from './rows.ts'

/** Full-text search over several kinds at once, the first few of each. Asked from the second letter on. */
export const useFind = (kinds: readonly KindName[], query: string, perKind = 4): Row[] => {
  const search = query.trim()
  const answers = useQueries({
    queries: kinds.map(kind => ({
      ...rowsQuery({ kind, search, limit: perKind }),
      enabled: search.length >= 2,
      placeholderData: keepPreviousData
    }))
  })
  return search.length < 2 ? [] : answers.flatMap(answer => (answer.data?.rows ?? []) as Row[])
}
