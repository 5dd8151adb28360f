import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { VaultStatus } from '#shared/contract.ts'
import { ask } from './ask.ts'
import { keys } from './keys.ts'

/** Whether there is a record here, and whether it is open. */
export const useVault = () => useQuery({ queryKey: keys.vault, queryFn: () => ask('vault.status') })

const useVaultChange = <A>(change: (args: A) => Promise<VaultStatus>) => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: status => client.setQueryData(keys.vault, status)
  })
}

export const useCreateVault = () =>
  useVaultChange((args: { passphrase: string; handle: string }) => ask('vault.create', args))
export const useUnlock = () =>
  useVaultChange((args: { passphrase: string }) => ask('vault.unlock', args))
export const useLock = () => useVaultChange((_: undefined) => ask('vault.lock'))
export const useEnterDemo = () => useVaultChange((args: { job: string }) => ask('demo.enter', args))
export const useLeaveDemo = () => useVaultChange((args: { erase: boolean }) => ask('demo.leave', args))
