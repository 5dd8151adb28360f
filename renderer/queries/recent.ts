import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Row } from '#shared/contract.ts'
import { type KindName, kinds } from '#shared/kinds/index.ts'
import type { Language, Speaker } from '#shared/kinds/kind.ts'
import { rowsQuery } from './rows.ts'

/** Every kind but pieces of live documents, of which there are many and none says anything alone. */
const told = (Object.keys(kinds) as KindName[]).filter(kind => kind !== 'doc.update')

/** The newest things and facts of all kinds, by the time their authors' machines believed. */
export const useRecent = (most: number) => {
  const answers = useQueries({ queries: told.map(kind => rowsQuery({ kind, limit: most })) })
  const pages = answers.map(answer => answer.data)
  // the pages themselves, one by one
  const rows = useMemo(() => {
    const all = pages.flatMap(page => (page?.rows ?? []) as Row[])
    return all.sort((a, b) => b.claimedAt - a.claimedAt).slice(0, most)
  }, [most, ...pages])
  return {
    rows,
    pending: answers.some(answer => answer.isPending),
    error: answers.find(answer => answer.error)?.error ?? null
  }
}

/** A row as its kind says it in one sentence. */
export const sentenceOf = (row: Row, language: Language, speaker: Speaker): string => {
  // Each kind's sentence takes that kind's fields; a row's fields are its kind's, which types cannot follow.
  const say = kinds[row.kind].sentence[language] as (fields: object, speaker: Speaker) => string
  return say(row.fields, speaker)
}
