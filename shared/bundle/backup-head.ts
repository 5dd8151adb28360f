/** The first frame of a backup: what a person needs to go on, but for the keys that sign. */
import * as v from 'valibot'
import { bytes32, decodeHead, secretsInHead } from '../invitation/welcome-head.ts'
import { handle, name } from '../kinds/fields.ts'
import { canonical } from '../record/body-codec.ts'

const headSchema = v.object({
  /** the device that made it; whoever restores goes on with another */
  device: bytes32,
  handle,
  federation: bytes32,
  federationName: name,
  secrets: secretsInHead
})
export type BackupHead = v.InferOutput<typeof headSchema>

export const encodeBackupHead = (head: BackupHead): Uint8Array => canonical(head)

/** Parses, or says what is wrong. Keys of later versions are passed over. */
export const decodeBackupHead = (bytes: Uint8Array): BackupHead | string => decodeHead(headSchema, bytes)
