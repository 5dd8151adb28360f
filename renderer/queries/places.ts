import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useFormat } from '../text/language.tsx'
import { ask } from './ask.ts'
import { keys } from './keys.ts'

/** Places by name, offline. Asked from the second letter on. */
export const usePlaces = (query: string, near?: { lat: number; lon: number }) => {
  const { language } = useFormat()
  return useQuery({
    queryKey: keys.places(query.trim(), near, language),
    queryFn: () => ask('places.search', { query: query.trim(), near, language }),
    enabled: query.trim().length >= 2,
    placeholderData: keepPreviousData
  })
}
