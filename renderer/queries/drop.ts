import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ask } from './ask.ts'
import { keys } from './keys.ts'

/** The drop folder as it stands; the keeper tells of every change. */
export const useDrop = () => useQuery({ queryKey: keys.drop, queryFn: () => ask('drop.status') })

export const useSetDrop = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (path: string | null) => ask('drop.set', { path }),
    onSuccess: status => client.setQueryData(keys.drop, status)
  })
}
