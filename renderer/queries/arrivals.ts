import { useMutation, useQuery } from '@tanstack/react-query'
import type { Stretch } from '#shared/contract.ts'
import { ask } from './ask.ts'
import { keys } from './keys.ts'

/** All that is held, whenever it came. */
export const everything: Stretch = { after: 0, until: Number.MAX_SAFE_INTEGER }

/** What came with a stretch of arrivals, as it stands now. */
export const useArrived = (stretch: Stretch) =>
  useQuery({ queryKey: keys.arrived(stretch), queryFn: () => ask('record.arrived', stretch) })

/** What of a stretch is kept and does not count. */
export const useAside = (stretch: Stretch) =>
  useQuery({ queryKey: keys.aside(stretch), queryFn: () => ask('record.aside', stretch) })

export const useExplain = () =>
  useMutation({ mutationFn: (entry: string) => ask('record.explain', { entry }) })
