import { type Query, type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ArgsOf, VaultStatus } from '#shared/contract.ts'
import { ask } from './ask.ts'
import { keys } from './keys.ts'

/** Whether there is a record here, and whether it is open. */
export const useVault = () => useQuery({ queryKey: keys.vault, queryFn: () => ask('vault.status') })

/** Takes a new status in. Where another record (or none) now stands behind the window, nothing of the last stays. */
export const takeVault = (client: QueryClient, status: VaultStatus): void => {
  const before = client.getQueryData<VaultStatus>(keys.vault)
  client.setQueryData(keys.vault, status)
  if (before?.state === status.state && before.device === status.device && before.demo === status.demo) return
  // passphrases and fields that were handed over
  client.getMutationCache().clear()
  if (status.state !== 'open') client.removeQueries({ predicate: isOfRecord })
  void client.resetQueries({ predicate: isOfRecord })
}

const isOfRecord = (query: Query): boolean => query.queryKey[0] !== keys.vault[0]

const useVaultChange = <A>(change: (args: A) => Promise<VaultStatus>) => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    gcTime: 0,
    onSuccess: status => takeVault(client, status)
  })
}

export const useCreateVault = () =>
  useVaultChange((args: { passphrase: string; handle: string }) => ask('vault.create', args))
export const useUnlock = () => useVaultChange((args: { passphrase: string }) => ask('vault.unlock', args))
export const useLock = () => useVaultChange((_: undefined) => ask('vault.lock'))
export const useRestore = () => useVaultChange((args: ArgsOf<'vault.restore'>) => ask('vault.restore', args))
export const useEnterByPaper = () => useVaultChange((args: ArgsOf<'paper.use'>) => ask('paper.use', args))
export const useChangePassphrase = () =>
  useMutation({
    mutationFn: (args: ArgsOf<'vault.change-passphrase'>) => ask('vault.change-passphrase', args),
    // not kept for a moment longer than it takes
    gcTime: 0
  })
export const useEnterDemo = () => useVaultChange((args: ArgsOf<'demo.enter'>) => ask('demo.enter', args))
export const useLeaveDemo = () => useVaultChange((args: { erase: boolean }) => ask('demo.leave', args))
