import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ask } from './ask.ts'
import { keys } from './keys.ts'

/** What could go from whom to whom; hangs on offers, needs and matches alike. */
export const useProposals = (today: string) =>
  useQuery({
    queryKey: keys.proposals(today),
    queryFn: () => ask('exchange.proposals', { today }),
    placeholderData: keepPreviousData
  })
