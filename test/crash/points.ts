/**
 * Imported before anything that touches the disk, makes every statement of SQLite and every write, sync,
 * rename and removal of a file a point at which this process can be killed, or told that the disk is full.
 */
import fs from 'node:fs'
import fsPromises from 'node:fs/promises'
import Libsql from 'libsql'

type Mode = 'count' | 'kill' | 'full'

let mode: Mode = 'count'
let fatal = 0
let passed = 0
let armed = false

/** From here on the points count; at the given one it happens. */
export const arm = (what: Mode, at: number): void => {
  mode = what
  fatal = at
  passed = 0
  armed = true
}
/** Points passed since; none counts any more. */
export const disarm = (): number => {
  armed = false
  return passed
}

const full = (sort: 'sql' | 'file'): Error =>
  sort === 'sql'
    ? Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
    : Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', syscall: 'write' })

const point = (sort: 'sql' | 'file'): void => {
  if (!armed) return
  passed += 1
  if (passed !== fatal) return
  if (mode === 'kill') process.kill(process.pid, 'SIGKILL')
  if (mode === 'full') throw full(sort)
}

type Method = (this: unknown, ...args: unknown[]) => unknown
const before = (
  object: object,
  name: string,
  sort: 'sql' | 'file',
  isPoint = (_: unknown[]) => true
): void => {
  const methods = object as Record<string, Method>
  const original = methods[name]
  if (!original) throw new Error(`no ${name}`)
  methods[name] = function (...args) {
    if (isPoint(args)) point(sort)
    return original.apply(this, args)
  }
}

// a rollback undoes what failed: a full disk does not stop it
before(Libsql.prototype, 'exec', 'sql', ([sql]) => sql !== 'ROLLBACK')
const { prepare } = Libsql.prototype as unknown as { prepare: Method }
Object.assign(Libsql.prototype, {
  prepare(this: unknown, ...args: unknown[]) {
    const statement = prepare.apply(this, args) as object
    before(statement, 'run', 'sql')
    return statement
  }
})

for (const name of ['writeSync', 'fsyncSync', 'renameSync']) before(fs, name, 'file')
before(fsPromises, 'rename', 'file')
const { open } = fsPromises
let patched = false
fsPromises.open = (async (...args: Parameters<typeof open>) => {
  const handle = await open(...args)
  if (!patched) {
    patched = true
    const shared = Object.getPrototypeOf(handle) as object
    for (const name of ['write', 'sync']) before(shared, name, 'file')
  }
  return handle
}) as typeof open
