import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ArgsOf, Standing } from '#shared/contract.ts'
import { ask } from './ask.ts'
import { keys } from './keys.ts'

/** Every commune with its people; `today` is this machine's. */
export const usePeople = (today: string) =>
  useQuery({ queryKey: keys.people(today), queryFn: () => ask('people.list', { today }) })

/** Rows of one's own commune that are older than their kind is kept for. */
export const useForgettable = (today: string) =>
  useQuery({ queryKey: keys.forgettable(today), queryFn: () => ask('record.forgettable', { today }) })

export const useRelease = () =>
  useMutation({ mutationFn: (args: ArgsOf<'people.release'>) => ask('people.release', args) })
export const useVouch = () =>
  useMutation({ mutationFn: (commune: string) => ask('commune.vouch', { commune }) })
export const useVouchThreshold = () =>
  useMutation({ mutationFn: (communes: number) => ask('commune.threshold', { communes }) })
export const useRevive = () =>
  useMutation({ mutationFn: (args: ArgsOf<'commune.revive'>) => ask('commune.revive', args) })
export const useForget = () =>
  useMutation({ mutationFn: (args: ArgsOf<'record.forget'>) => ask('record.forget', args) })

const useStandingChange = <A>(change: (args: A) => Promise<Standing>) => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: standing => {
      client.setQueryData(keys.standing, standing)
      void client.invalidateQueries({ queryKey: ['record'] })
    }
  })
}
export const useLeave = () =>
  useStandingChange((note: string) => ask('commune.leave', note.trim() ? { note: note.trim() } : {}))
export const useRenewDevice = () => useStandingChange((_: undefined) => ask('device.renew'))
