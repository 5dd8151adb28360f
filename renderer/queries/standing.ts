import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ArgsOf, Standing } from '#shared/contract.ts'
import { ask } from './ask.ts'
import { keys } from './keys.ts'

/** This device's federation and commune. */
export const useStanding = (enabled = true) =>
  useQuery({ queryKey: keys.standing, queryFn: () => ask('federation.standing'), enabled })

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

export const useBeginFederation = () =>
  useStandingChange((args: ArgsOf<'federation.begin'>) => ask('federation.begin', args))
export const useJoin = () =>
  useStandingChange((args: ArgsOf<'invitation.join'>) => ask('invitation.join', args))

export const useMakeCard = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (args: ArgsOf<'invitation.card'>) => ask('invitation.card', args),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.standing })
  })
}
export const useReadCard = () =>
  useMutation({ mutationFn: (path: string) => ask('invitation.read-card', { path }) })
export const useWelcome = () =>
  useMutation({
    mutationFn: (args: { card: string; path: string }) => ask('invitation.welcome', args)
  })
