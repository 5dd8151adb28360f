import { useMutation, useQuery } from '@tanstack/react-query'
import type { ArgsOf } from '#shared/contract.ts'
import { ask } from './ask.ts'
import { keys } from './keys.ts'

/** Plugged-in drives; asked again every few seconds while the window is open. */
export const useDrives = () =>
  useQuery({ queryKey: keys.drives, queryFn: () => ask('carry.drives'), refetchInterval: 3000, staleTime: 0 })

/** Of whom it is known what they held when last seen. */
export const useKnownHolders = () =>
  useQuery({ queryKey: keys.knownHolders, queryFn: () => ask('carry.known') })

export const useExport = () =>
  useMutation({ mutationFn: (args: ArgsOf<'carry.export'>) => ask('carry.export', args) })
/** A passphrase is not kept for a moment longer than it takes. */
export const useBackup = () =>
  useMutation({ mutationFn: (args: ArgsOf<'carry.backup'>) => ask('carry.backup', args), gcTime: 0 })
/** Nor are the words. */
export const useMakePaper = () =>
  useMutation({ mutationFn: (handle: string) => ask('paper.make', { handle }), gcTime: 0 })
export const usePreview = () => useMutation({ mutationFn: (path: string) => ask('carry.preview', { path }) })
export const useImport = () =>
  useMutation({ mutationFn: (args: { path: string; job: string }) => ask('carry.import', args) })
