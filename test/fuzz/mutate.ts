import { pick, type Random } from './draw.ts'

const deep = (): unknown => {
  let value: unknown = 0
  for (let i = 0; i < 1000; i++) value = [value]
  return value
}

/** Values at which readers stumble if they do. */
const odd: readonly (() => unknown)[] = [
  () => null,
  () => true,
  () => -1,
  () => 0,
  () => 1.5,
  () => 2 ** 31,
  () => 2 ** 32,
  () => Number.MAX_SAFE_INTEGER,
  () => '',
  () => 'x'.repeat(70_000),
  () => '\ud800',
  () => 'A'.repeat(43),
  () => '__proto__',
  () => [],
  () => ({}),
  () => ({ ['__proto__']: 1, constructor: null }),
  () => new Uint8Array(0),
  () => new Uint8Array(31),
  () => new Uint8Array(32),
  () => new Uint8Array(33),
  () => new Uint8Array(70_000),
  () => Array.from({ length: 3000 }, () => null),
  deep
]

/** A copy of a tree of values in which one place is another. */
export const mutateTree = (value: unknown, random: Random): unknown => {
  const isList = Array.isArray(value)
  const isMap = typeof value === 'object' && value !== null && !isList && !(value instanceof Uint8Array)
  const keys: (string | number)[] = isList ? [...value.keys()] : isMap ? Object.keys(value) : []
  if (keys.length === 0 || random(6) === 0) return pick(random, odd)()
  const key = pick(random, keys)
  if (isList) {
    const list = [...value]
    const how = random(5)
    if (how === 0) list.splice(Number(key), 1)
    else if (how === 1) list.push(...list)
    else list[Number(key)] = mutateTree(list[Number(key)], random)
    return list
  }
  const map = { ...(value as Record<string | number, unknown>) }
  const how = random(6)
  if (how === 0) delete map[key]
  else if (how === 1) map[pick(random, ['further', 'constructor', 't', ''])] = pick(random, odd)()
  else map[key] = mutateTree(map[key], random)
  return map
}

/** A copy of bytes with one to three small wrongs: bits, numbers, cuts, doublings, and heads that claim much. */
export const mutateBytes = (given: Uint8Array, random: Random): Uint8Array => {
  let bytes = Uint8Array.from(given)
  for (let times = 1 + random(3); times > 0; times--) {
    const at = random(bytes.length + 1)
    const how = random(7)
    if (how === 0) bytes = bytes.slice(0, at)
    else if (how === 1) bytes = Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at >> 1)])
    else if (how === 2 && at < bytes.length) bytes[at] = pick(random, [0, 1, 0x7f, 0x80, 0xff])
    else if (how === 3 && at + 4 <= bytes.length)
      new DataView(bytes.buffer).setUint32(
        at,
        pick(random, [0, 1, 2 ** 31, 2 ** 32 - 1, 2 ** 23 + 1, bytes.length])
      )
    else if (how === 4 && at + 5 <= bytes.length)
      // a CBOR head that claims two billion of something
      bytes.set([pick(random, [0x5a, 0x7a, 0x9a, 0xba, 0x9b, 0xbb]), 0x7f, 0xff, 0xff, 0xff], at)
    else if (at < bytes.length) bytes[at]! ^= 1 << random(8)
  }
  return bytes
}
