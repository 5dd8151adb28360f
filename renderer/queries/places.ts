import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ask } from './ask.ts'
import { keys } from './keys.ts'

/** Places by name, offline. Asked from the second letter on. */
export const usePlaces = (query: string, near?: { lat: number; lon: number }) =>
  useQuery({
    queryKey: keys.places(query.trim(), near),
    queryFn: () => ask('places.search', { query: query.trim(), near }),
    enabled: query.trim().length >= 2,
    placeholderData: keepPreviousData
  })
