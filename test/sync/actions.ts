/** What may happen to a federation's devices, as data: a failing run is told, shrunk and replayed as a list of these. */
export type Action =
  | { do: 'write'; by: number; value: number }
  | { do: 'change'; by: number; thing: number; value: number }
  | { do: 'found'; by: number }
  | { do: 'vouch'; by: number; commune: number }
  | { do: 'admit'; by: number; device: number }
  | { do: 'release'; by: number; device: number; behind: number }
  | { do: 'leave'; by: number }
  | { do: 'forget'; by: number; entry: number }
  /** both ways, run by run; `runs` cuts it short, `order` turns the logs about, `times` hands each run over again */
  | { do: 'pair'; a: number; b: number; runs: number; order: number; times: number }
  /** by the protocol of a link, over a wire that is cut after so many pieces */
  | { do: 'link'; a: number; b: number; pieces: number }
  /** a bundle from a to b; the import is called off after so many steps */
  | { do: 'stick'; a: number; b: number; steps: number }
  /** the disk is copied, and both copies go on */
  | { do: 'fork'; by: number }
  /** what lies on disk at this moment is all that is left of the device */
  | { do: 'crash'; by: number }
  | { do: 'clock'; by: number; year: number }

/** The same numbers for the same seed. */
export const randomOf = (seed: number): ((below: number) => number) => {
  let state = seed >>> 0
  return below => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

/** How often each is drawn. */
const weights: [Action['do'], number][] = [
  ['write', 10],
  ['change', 12],
  ['found', 1],
  ['vouch', 2],
  ['admit', 3],
  ['release', 3],
  ['leave', 1],
  ['forget', 2],
  ['pair', 14],
  ['link', 8],
  ['stick', 4],
  ['fork', 2],
  ['crash', 3],
  ['clock', 3]
]
const bag = weights.flatMap(([name, weight]) => Array<Action['do']>(weight).fill(name))
const endless = 1e9

const draw = (name: Action['do'], random: (below: number) => number): Action => {
  const n = () => random(1000)
  const maybeCut = (most: number) => (random(3) === 0 ? random(most) : endless)
  switch (name) {
    case 'write':
      return { do: name, by: n(), value: n() }
    case 'change':
      return { do: name, by: n(), thing: n(), value: n() }
    case 'vouch':
      return { do: name, by: n(), commune: n() }
    case 'admit':
      return { do: name, by: n(), device: n() }
    case 'release':
      return { do: name, by: n(), device: n(), behind: random(3) }
    case 'forget':
      return { do: name, by: n(), entry: n() }
    case 'pair':
      return { do: name, a: n(), b: n(), runs: maybeCut(4), order: n(), times: 1 + random(2) }
    case 'link':
      return { do: name, a: n(), b: n(), pieces: maybeCut(12) }
    case 'stick':
      return { do: name, a: n(), b: n(), steps: maybeCut(8) }
    case 'clock':
      return { do: name, by: n(), year: [1970, 2027, 2100][random(3)]! }
    case 'found':
    case 'leave':
    case 'fork':
    case 'crash':
      return { do: name, by: n() }
  }
}

export interface Script {
  devices: number
  actions: Action[]
}

export const scriptOf = (seed: number, mostDevices = 30): Script => {
  const random = randomOf(seed)
  const devices = 3 + random(mostDevices - 2)
  const length = 20 + random(20 + 2 * devices)
  return {
    devices,
    actions: Array.from({ length }, () => draw(bag[random(bag.length)]!, random))
  }
}
