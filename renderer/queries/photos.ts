import { useMutation, useQuery } from '@tanstack/react-query'
import type { PartialFieldsOfKind } from '#shared/kinds/index.ts'
import type { BlobId, BlobRef } from '#shared/record/blob.ts'
import { bytesToId } from '#shared/record/ids.ts'
import { ask } from './ask.ts'
import { keys } from './keys.ts'
import { put } from './rows.ts'

/** Its bytes; null while it has not come. Looked for anew when the record changes, as it may have come then. */
export const usePhoto = (blob: string) =>
  useQuery({
    queryKey: keys.photo(blob),
    // what is named by its hash is never another
    queryFn: async ({ client }) =>
      client.getQueryData<Uint8Array>(keys.photo(blob)) ?? (await ask('blobs.get', { blob })),
    gcTime: 30_000
  })

/** How many photos are here, and their bytes together. */
export const usePhotosHeld = () => useQuery({ queryKey: keys.photosHeld, queryFn: () => ask('blobs.held') })

const refOf = async (photo: Uint8Array): Promise<BlobRef> => {
  const hash = await crypto.subtle.digest('SHA-256', Uint8Array.from(photo))
  return { blob: bytesToId<BlobId>(new Uint8Array(hash)), bytes: photo.length }
}

/** Reports a road; the report and its photos are written together. */
export const useReportRoad = () =>
  useMutation({
    mutationFn: async (args: {
      fields: Omit<PartialFieldsOfKind<'road-report'>, 'photos'>
      photos: readonly Uint8Array[]
    }) => {
      const blobs = args.photos.map(photo => Uint8Array.from(photo))
      const photos = blobs.length > 0 ? { photos: await Promise.all(blobs.map(refOf)) } : {}
      return put({ kind: 'road-report', fields: { ...args.fields, ...photos }, blobs })
    }
  })
