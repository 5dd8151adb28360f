import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ask } from './ask.ts'
import { keys } from './keys.ts'

/** The local network as it stands; the keeper tells of every change. */
export const useLan = () => useQuery({ queryKey: keys.lan, queryFn: () => ask('lan.status') })

export const useSwitchLan = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (on: boolean) => ask('lan.switch', { on }),
    onSuccess: status => client.setQueryData(keys.lan, status)
  })
}
export const useConnect = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (address: string) => ask('lan.connect', { address }),
    onSuccess: status => client.setQueryData(keys.lan, status)
  })
}
