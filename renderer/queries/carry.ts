import { useMutation, useQuery } from '@tanstack/react-query'
import { ask } from './ask.ts'
import { keys } from './keys.ts'

/** Plugged-in drives; asked again every few seconds while somebody looks. */
export const useDrives = () =>
  useQuery({ queryKey: keys.drives, queryFn: () => ask('carry.drives'), refetchInterval: 3000, staleTime: 0 })

export const useExport = () =>
  useMutation({ mutationFn: (args: { path: string; job: string }) => ask('carry.export', args) })
export const usePreview = () => useMutation({ mutationFn: (path: string) => ask('carry.preview', { path }) })
export const useImport = () =>
  useMutation({ mutationFn: (args: { path: string; job: string }) => ask('carry.import', args) })
