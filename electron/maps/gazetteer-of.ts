import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { FailureError } from '#shared/errors.ts'
import { type Gazetteer, parseGazetteer } from '#shared/places/gazetteer-file.ts'

const loaded = new Map<string, Promise<Gazetteer>>()

/** The offline gazetteer, read once, at the first search. Throws `file-unreadable`. */
export const gazetteerOf = (resources: string): Promise<Gazetteer> => {
  const path = join(resources, 'maps', 'gazetteer.bin')
  let gazetteer = loaded.get(path)
  if (!gazetteer) {
    gazetteer = load(path)
    loaded.set(path, gazetteer)
    // A failed reading is not remembered: the next search tries again.
    gazetteer.catch(() => loaded.delete(path))
  }
  return gazetteer
}

const load = async (path: string): Promise<Gazetteer> => {
  const bytes = await readFile(path).catch(error => {
    throw new FailureError('file-unreadable', {
      path,
      reason: error instanceof Error ? error.message : String(error)
    })
  })
  const parsed = parseGazetteer(bytes)
  if ('fault' in parsed) throw new FailureError('file-unreadable', { path, reason: parsed.fault })
  return parsed
}
