import { keepPreviousData, queryOptions, useMutation, useQueries, useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import type { ArgsOf, ListArgs, Row } from '#shared/contract.ts'
import type { KindName, PartialFieldsOfKind } from '#shared/kinds/index.ts'
import { ask } from './ask.ts'
import { keys } from './keys.ts'

export interface PageOf<K extends KindName> {
  rows: Row<K>[]
  total: number
}
export type RowArgs<K extends KindName> = Omit<ListArgs, 'kind'> & { kind: K }

/** The keeper answers only rows of the kind asked for; this says so to the compiler. */
const list = async <K extends KindName>(args: RowArgs<K>): Promise<PageOf<K>> =>
  (await ask('rows.list', args)) as PageOf<K>

export const rowsQuery = <K extends KindName>(args: RowArgs<K>) =>
  queryOptions({
    queryKey: keys.rows(args.kind, args),
    queryFn: () => list(args),
    placeholderData: keepPreviousData
  })

/** One page of rows, kept fresh. The page before stays visible while the next one comes. */
export const useRows = <K extends KindName>(args: RowArgs<K>, enabled = true) =>
  useQuery({ ...rowsQuery(args), enabled })

/** One thing or fact by id; null where the record has none. */
export const useRow = <K extends KindName>(id: string | null | undefined) =>
  useQuery({
    queryKey: keys.row(id ?? ''),
    queryFn: async () => (await ask('rows.get', { id: id ?? '' })) as Row<K> | null,
    enabled: !!id
  })

export type PutArgs<K extends KindName> = Omit<ArgsOf<'rows.put'>, 'kind' | 'fields'> & {
  kind: K
  fields: PartialFieldsOfKind<K>
}

/** Puts a thing or a fact, outside of components that need its state. */
export const put = async <K extends KindName>(args: PutArgs<K>): Promise<Row<K>> =>
  (await ask('rows.put', args)) as Row<K>

/** `mutate({ kind: 'offer', fields })`; with `thing` it puts over that thing. `changed` refreshes lists. */
export const usePut = <K extends KindName>() => useMutation({ mutationFn: (args: PutArgs<K>) => put(args) })

const pageSize = 100
/** So many rows before and behind those in view are fetched too: scrolling meets rows and not gaps. */
const rowsAround = 50

/** A long list that is only fetched where it is looked at. */
export interface PagedRows<K extends KindName> {
  total: number
  /** undefined while its page is on the way */
  row(index: number): Row<K> | undefined
  /** tells which rows are in view */
  look(from: number, to: number): void
  loading: boolean
  error: Error | null
}

/** Rows of any length by pages of 100, for VirtualTable: sorting and filtering are the keeper's. */
export const usePagedRows = <K extends KindName>(
  args: Omit<RowArgs<K>, 'offset' | 'limit'>
): PagedRows<K> => {
  const [view, setView] = useState({ first: 0, last: 0 })
  const pages = useMemo(() => {
    const wanted = [0]
    for (let page = Math.max(view.first, 1); page <= view.last; page++) wanted.push(page)
    return wanted
  }, [view])
  const answers = useQueries({
    queries: pages.map(page => rowsQuery({ ...args, offset: page * pageSize, limit: pageSize } as RowArgs<K>))
  })
  const look = useCallback((from: number, to: number) => {
    const first = Math.floor((from - rowsAround) / pageSize)
    const last = Math.floor((to + rowsAround) / pageSize)
    setView(before => (before.first === first && before.last === last ? before : { first, last }))
  }, [])
  return {
    total: answers[0]?.data?.total ?? 0,
    row: index => {
      const at = pages.indexOf(Math.floor(index / pageSize))
      return at < 0 ? undefined : answers[at]?.data?.rows[index % pageSize]
    },
    look,
    loading: answers[0]?.isPending ?? true,
    error: answers.find(answer => answer.error)?.error ?? null
  }
}
