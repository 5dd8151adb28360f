import { randomOf } from './chance.ts'

/**
 * What may happen to a federation's devices, as data: a failing run is told, shrunk and replayed as a list of these.
 * Numbers choose among what there is, whatever their size. What is `forged` (1) is written past the rules, in the
 * name of any commune, as a hostile device may.
 */
export type Action =
  | { do: 'write'; by: number; forged: number; value: number }
  | { do: 'change'; by: number; forged: number; thing: number; value: number }
  | { do: 'found'; by: number }
  | { do: 'vouch'; by: number; forged: number; commune: number }
  /** `own` (1): as one's own other device */
  | {
      do: 'admit'
      by: number
      forged: number
      device: number /** 1: its own other, 2: a sheet of paper */
      how: number
    }
  /** a word against a member or oneself, naming an entry so far `behind` its last: as proof none, that one, or another */
  | { do: 'release'; by: number; device: number; behind: number; proof: number }
  /** two members each release the other, and meet after that or not */
  | { do: 'quarrel'; by: number; device: number; meet: number }
  | { do: 'leave'; by: number; forged: number }
  /** by a member of the founder's commune, where one can be found; `back` to one right after that */
  | { do: 'covenant'; by: number; forged: number; threshold: number; back: number }
  | { do: 'forget'; by: number; forged: number; entry: number }
  /** new secrets whatever happened (`anew`), or those that are due */
  | { do: 'renew'; by: number; anew: number }
  /** that a device speak for a commune without anybody left */
  | { do: 'revive'; by: number; commune: number; device: number }
  /** a new device key in the same home, let in again by its host; the old key may have released itself */
  | { do: 'rekey'; by: number; host: number; release: number }
  /** a commune leaves, and another that hears of it vouches it back */
  | { do: 'return'; by: number; host: number }
  /** a commune's last member goes, and a commune that hears of it has a device speak for it */
  | { do: 'inherit'; by: number; host: number; device: number }
  /** two of one commune ask for the same words of a third to be forgotten; or any two, in the name of the third's */
  | { do: 'forget-together'; by: number; forged: number; other: number; entry: number }
  /** two of one commune change the same field without knowing of each other, and then meet */
  | { do: 'contest'; by: number; other: number; thing: number }
  /** both ways, run by run; `runs` cuts it short, `order` turns the logs about, `times` hands each run over again */
  | { do: 'pair'; a: number; b: number; runs: number; order: number; times: number }
  /** by the protocol of a link, over a wire that is cut after so many pieces */
  | { do: 'link'; a: number; b: number; pieces: number }
  /** a bundle from a to b; the import is called off after so many steps */
  | { do: 'stick'; a: number; b: number; steps: number }
  /** the same with only what b lacks, by what it tells */
  | { do: 'lacking'; a: number; b: number; steps: number }
  /** the same of which the words of most offers stay behind, as of a travel pack; `keep` chooses those that do not */
  | { do: 'pack'; a: number; b: number; steps: number; keep: number }
  /** the disk is copied, both copies go on and write, and then meet a third device or do not */
  | { do: 'fork'; by: number; writes: number; third: number; meet: number }
  /** what lies on disk at this moment is all that is left of the device */
  | { do: 'crash'; by: number }
  | { do: 'clock'; by: number; year: number }

/** How often each is drawn. */
const weights: Record<Action['do'], number> = {
  write: 9,
  change: 14,
  found: 2,
  vouch: 6,
  admit: 5,
  release: 6,
  quarrel: 1,
  leave: 2,
  covenant: 2,
  forget: 9,
  renew: 2,
  revive: 4,
  rekey: 2,
  return: 2,
  inherit: 2,
  'forget-together': 3,
  contest: 2,
  pair: 16,
  link: 7,
  stick: 4,
  lacking: 2,
  pack: 5,
  fork: 2,
  crash: 3,
  clock: 3
}
export const actionKinds = Object.keys(weights) as Action['do'][]
const bag = actionKinds.flatMap(name => Array<Action['do']>(weights[name]).fill(name))
const endless = 1e9

const draw = (name: Action['do'], random: (below: number) => number): Action => {
  const n = () => random(1000)
  const forged = () => Number(random(6) === 0)
  const maybeCut = (most: number) => (random(3) === 0 ? random(most) : endless)
  switch (name) {
    case 'write':
      return { do: name, by: n(), forged: forged(), value: n() }
    case 'change':
      return { do: name, by: n(), forged: forged(), thing: n(), value: n() }
    case 'vouch':
      return { do: name, by: n(), forged: forged(), commune: n() }
    case 'admit': {
      const device = n()
      return { do: name, by: n(), forged: forged(), device, how: device % 4 === 0 ? 1 + random(2) : 0 }
    }
    case 'release':
      return { do: name, by: n(), device: n(), behind: random(4) - 1, proof: random(3) }
    case 'quarrel':
      return { do: name, by: n(), device: n(), meet: random(2) }
    case 'covenant':
      return { do: name, by: n(), forged: forged(), threshold: 1 + random(3), back: Number(random(3) > 0) }
    case 'forget':
      return { do: name, by: n(), forged: Number(random(3) === 0), entry: n() }
    case 'renew':
      return { do: name, by: n(), anew: random(2) }
    case 'revive':
      return { do: name, by: n(), commune: n(), device: n() }
    case 'return':
      return { do: name, by: n(), host: n() }
    case 'inherit':
      return { do: name, by: n(), host: n(), device: n() }
    case 'forget-together':
      return { do: name, by: n(), forged: random(2), other: n(), entry: n() }
    case 'contest':
      return { do: name, by: n(), other: n(), thing: n() }
    case 'rekey':
      return { do: name, by: n(), host: n(), release: random(2) }
    case 'pair':
      return { do: name, a: n(), b: n(), runs: maybeCut(4), order: n(), times: 1 + random(2) }
    case 'link':
      return { do: name, a: n(), b: n(), pieces: maybeCut(12) }
    case 'stick':
    case 'lacking':
      return { do: name, a: n(), b: n(), steps: maybeCut(8) }
    case 'pack':
      return { do: name, a: n(), b: n(), steps: maybeCut(8), keep: n() }
    case 'fork':
      return { do: name, by: n(), writes: 1 + random(2), third: n(), meet: random(2) }
    case 'clock':
      return { do: name, by: n(), year: [1970, 2027, 2100][random(3)]! }
    case 'leave':
      return { do: name, by: n(), forged: forged() }
    case 'found':
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
  const length = 50 + random(20 + 2 * devices)
  return {
    devices,
    actions: Array.from({ length }, () => draw(bag[random(bag.length)]!, random))
  }
}
