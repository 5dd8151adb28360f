import { AgeFault, AgeReader } from '../../electron/carry/age-file.ts'
import { federationIdentity, federationRecipient } from '../../shared/bundle/federation-identity.ts'
import { bounded } from './allocation.ts'
import type { Random } from './draw.ts'
import { sealedFor } from './files.ts'
import { secret } from './homes.ts'
import { mutateBytes } from './mutate.ts'

const plain = Buffer.alloc(70_000, 'salt ')
const made = federationRecipient(secret).then(recipient => sealedFor(plain, [recipient]))

/** An age file of more than one chunk: opened as it was sealed, or refused. */
export const ageCase = async (random: Random): Promise<boolean> => {
  const file = await made
  const head = file.subarray(0, 260)
  const how = random(10)
  const bytes =
    how === 0
      ? file
      : how < 5
        ? Buffer.concat([mutateBytes(head, random), file.subarray(260)])
        : mutateBytes(file, random)
  const given: Uint8Array[] = []
  try {
    await bounded(async () => {
      const open = {
        read: async (into: Uint8Array, offset: number, length: number, position: number) => {
          const part = bytes.subarray(position, position + length)
          into.set(part, offset)
          return { bytesRead: part.length }
        },
        close: async () => undefined
      }
      for await (const piece of new AgeReader(open, [federationIdentity(secret)]).decrypted())
        given.push(piece)
    })
  } catch (error) {
    if (error instanceof AgeFault) return false
    throw error
  }
  if (!Buffer.concat(given).equals(plain)) throw new Error('an age file that was changed opens')
  return true
}
