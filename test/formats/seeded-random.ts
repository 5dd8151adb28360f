/**
 * Imported before anything else, makes every random byte of this process follow from one seed: the fixtures
 * come out the same each time they are made. For the making of fixtures alone.
 */
import crypto from 'node:crypto'

let block = 0
let left = Buffer.alloc(0)

const bytes = (count: number): Buffer => {
  const parts: Buffer[] = []
  for (let need = count; need > 0; ) {
    if (left.length === 0) left = crypto.createHash('sha256').update(`chumak fixtures v1 ${block++}`).digest()
    const part = left.subarray(0, need)
    parts.push(part)
    left = left.subarray(part.length)
    need -= part.length
  }
  return Buffer.concat(parts)
}

Object.assign(crypto, { randomBytes: bytes })
Object.defineProperty(globalThis, 'crypto', {
  value: {
    subtle: crypto.webcrypto.subtle,
    getRandomValues: <T extends ArrayBufferView>(view: T): T => {
      new Uint8Array(view.buffer, view.byteOffset, view.byteLength).set(bytes(view.byteLength))
      return view
    }
  }
})
