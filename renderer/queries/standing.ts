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

/** A card or a welcome: the path of its file, or its bytes as a code held them. */
export type HandedOver = ArgsOf<'invitation.read-card'>['card']

const useCardMade = <A, R>(make: (args: A) => Promise<R>) => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: make,
    onSuccess: () => client.invalidateQueries({ queryKey: keys.standing })
  })
}
export const useMakeCard = () =>
  useCardMade((args: ArgsOf<'invitation.card'>) => ask('invitation.card', args))
export const useCardCode = () =>
  useCardMade((args: ArgsOf<'invitation.card-code'>) => ask('invitation.card-code', args))
export const useReadCard = () =>
  useMutation({ mutationFn: (card: HandedOver) => ask('invitation.read-card', { card }) })
export const useWelcome = () =>
  useMutation({
    mutationFn: (args: ArgsOf<'invitation.welcome'>) => ask('invitation.welcome', args)
  })
export const useWelcomeCode = () =>
  useMutation({
    mutationFn: (args: ArgsOf<'invitation.welcome-code'>) => ask('invitation.welcome-code', args)
  })
