/**
 * Watches what memory is asked for while a case is judged: each request of bytes, before it is granted. So a
 * size that a hostile input claims is found out, also where the bytes would have been let go of at once.
 */

/** The largest that any format lets one piece be: a frame or a chunk of 8 MiB, and room for its head. */
const mostAtOnce = 8 * 1024 * 1024 + 4096
/** All that one case may ask for together: a few chunks, each read, unpacked and copied some times. */
const mostTogether = 192 * 1024 * 1024

let watching = false
let most = mostAtOnce
let together = 0
let excess: string | null = null

const note = (sizeBytes: unknown): void => {
  if (!watching || typeof sizeBytes !== 'number') return
  together += sizeBytes
  if (sizeBytes > most) refuse(`${sizeBytes} bytes are asked for at once`)
  else if (together > Math.max(mostTogether, 2 * most)) refuse(`${together} bytes are asked for together`)
}
const refuse = (what: string): never => {
  excess ??= what
  // what catches this goes on; it is told all the same
  throw new RangeError(what)
}

type Maker = abstract new (...args: never[]) => object

/** The same constructor, with its sizes noted; `of`: bytes of one of its parts. */
const noting = <T extends Maker>(made: T, of: number): T =>
  new Proxy(made, {
    construct(target, args, newTarget) {
      if (typeof args[0] === 'number') note(args[0] * of)
      return Reflect.construct(target as never, args, newTarget)
    }
  })

for (const [name, of] of [
  ['Uint8Array', 1],
  ['Uint32Array', 4],
  ['ArrayBuffer', 1]
] as const) {
  const plain = globalThis[name]
  const value = noting(plain as Maker, of)
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
}

for (const name of ['alloc', 'allocUnsafe', 'allocUnsafeSlow'] as const) {
  const plain = Buffer[name].bind(Buffer) as (...args: unknown[]) => Buffer
  Buffer[name] = (...args: unknown[]) => {
    note(args[0])
    return plain(...args) as never
  }
}
const concat = Buffer.concat.bind(Buffer)
Buffer.concat = (list, total) => {
  note(total ?? list.reduce((sum, part) => sum + part.length, 0))
  return concat(list as Uint8Array[], total) as never
}

/** Throws where the work asked for more memory than the formats allow, whatever it answered. */
export const bounded = async <T>(work: () => T | Promise<T>, mostBytes = mostAtOnce): Promise<T> => {
  watching = true
  most = mostBytes
  together = 0
  excess = null
  // looked at last, as what was thrown may be told as a refusal
  const inExcess = () => {
    watching = false
    if (excess !== null) throw new Error(`memory: ${excess}`)
  }
  let done: T
  try {
    done = await work()
  } catch (error) {
    inExcess()
    throw error
  }
  inExcess()
  return done
}
