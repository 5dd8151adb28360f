import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { BundleFile } from '../bundle-file.ts'
import { readAside } from './read-aside.ts'
import { readHere } from './read-here.ts'
import type { Reading } from './reading.ts'

/** Of a smaller file all is read before a thread would have started. */
const largeBytes = 512 * 1024

/** The built reader lies beside every built program; beside the sources there is none. */
const program = join(import.meta.dirname, '../carry/reader.js')

/** Begins to read a file: in a thread of its own where it is large. The file is closed with the reading. */
export const openReading = (file: BundleFile): Reading =>
  file.sizeBytes >= largeBytes && file.path !== '' && existsSync(program)
    ? readAside(file, program)
    : readHere(file)
