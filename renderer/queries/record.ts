import { useQuery } from '@tanstack/react-query'
import { ask } from './ask.ts'
import { keys } from './keys.ts'

export const useStats = () => useQuery({ queryKey: keys.stats, queryFn: () => ask('record.stats') })

/** By which road news last came, newest first as the keeper tells it. */
export const useLastNews = () => useQuery({ queryKey: keys.lastNews, queryFn: () => ask('record.last-news') })
