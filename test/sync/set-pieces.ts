import type { Script } from './actions.ts'

const whole = 1e9
const pair = (a: number, b: number) => ({ do: 'pair', a, b, runs: whole, order: 0, times: 1 }) as const
const one = (a: number, b: number, order: number) => ({ do: 'pair', a, b, runs: 1, order, times: 1 }) as const

/**
 * What seldom comes about by chance, for seven devices as a world begins with them: 0, 1 and 2 are of the founder's
 * commune, 3 and 4 of another, 5 is of none and 6 alone in its own.
 */
export const setPieces: Record<string, Script> = {
  'two who release each other, one of whom stays': {
    devices: 7,
    actions: [{ do: 'quarrel', by: 3, device: 0, meet: 1 }, pair(4, 0)]
  },
  'somebody speaks for a commune without anybody left': {
    devices: 7,
    actions: [
      { do: 'release', by: 11, device: 0, behind: 0, proof: 0 },
      pair(6, 0),
      { do: 'revive', by: 0, commune: 0, device: 1 }
    ]
  },
  'a new commune is vouched for': {
    devices: 7,
    actions: [{ do: 'found', by: 5 }, pair(5, 0), { do: 'vouch', by: 0, forged: 0, commune: 1 }]
  },
  'two strangers ask in the name of a commune for its words to be forgotten': {
    devices: 7,
    actions: [
      { do: 'write', by: 3, forged: 0, value: 1 },
      pair(3, 0),
      pair(0, 1),
      { do: 'forget-together', by: 1, forged: 1, other: 2, entry: 1 }
    ]
  },
  'what a pack left behind passes by a third who holds no more, and comes from whoever does': {
    devices: 7,
    actions: [
      { do: 'write', by: 3, forged: 0, value: 1 },
      { do: 'write', by: 3, forged: 0, value: 2 },
      { do: 'write', by: 3, forged: 0, value: 3 },
      { do: 'pack', a: 3, b: 0, steps: whole, keep: 0 },
      pair(0, 6),
      { do: 'link', a: 0, b: 4, pieces: whole },
      { do: 'pack', a: 0, b: 1, steps: whole, keep: 1 },
      { do: 'stick', a: 1, b: 2, steps: whole },
      { do: 'link', a: 3, b: 1, pieces: whole },
      { do: 'lacking', a: 3, b: 0, steps: whole }
    ]
  },
  'two ask that a third of their commune’s words be forgotten, which others took without them': {
    devices: 7,
    actions: [
      pair(0, 1),
      pair(0, 2),
      { do: 'write', by: 2, forged: 0, value: 1 },
      { do: 'write', by: 2, forged: 0, value: 2 },
      pair(2, 0),
      { do: 'pack', a: 2, b: 3, steps: whole, keep: 0 },
      { do: 'pack', a: 2, b: 6, steps: whole, keep: 1 },
      { do: 'forget-together', by: 0, forged: 0, other: 0, entry: 1 },
      { do: 'link', a: 0, b: 3, pieces: whole },
      { do: 'link', a: 3, b: 6, pieces: whole },
      { do: 'link', a: 2, b: 6, pieces: whole }
    ]
  },
  'a change arrives before what it changes': {
    devices: 7,
    actions: [
      { do: 'write', by: 3, forged: 0, value: 1 },
      pair(3, 4),
      { do: 'change', by: 4, forged: 0, thing: 0, value: 0 },
      one(4, 5, 2),
      one(4, 5, 0),
      one(4, 5, 0)
    ]
  },
  'a release that names another entry as proof': {
    devices: 7,
    actions: [
      pair(0, 2),
      { do: 'write', by: 2, forged: 0, value: 1 },
      { do: 'write', by: 2, forged: 0, value: 2 },
      pair(2, 0),
      pair(0, 1),
      { do: 'release', by: 1, device: 5, behind: 2, proof: 0 },
      pair(0, 1),
      { do: 'release', by: 6, device: 0, behind: 0, proof: 2 }
    ]
  },
  'a raised threshold keeps who was in, and asks two for whoever comes': {
    devices: 7,
    actions: [
      pair(6, 0),
      pair(0, 3),
      { do: 'covenant', by: 0, forged: 0, threshold: 2, back: 0 },
      { do: 'found', by: 5 },
      pair(5, 0),
      { do: 'vouch', by: 0, forged: 0, commune: 1 },
      pair(0, 3),
      { do: 'vouch', by: 6, forged: 0, commune: 1 }
    ]
  },
  'three must vouch, and two are all there are': {
    devices: 6,
    actions: [
      pair(0, 3),
      { do: 'covenant', by: 0, forged: 0, threshold: 3, back: 0 },
      { do: 'found', by: 5 },
      pair(5, 0),
      pair(0, 3),
      { do: 'vouch', by: 6, forged: 0, commune: 1 },
      pair(3, 0),
      { do: 'vouch', by: 0, forged: 0, commune: 1 }
    ]
  },
  'of three one is known to be gone: of the two that are left one releases the other': {
    devices: 7,
    actions: [
      pair(0, 1),
      pair(0, 2),
      { do: 'release', by: 2, device: 5, behind: 0, proof: 0 },
      pair(2, 0),
      { do: 'release', by: 0, device: 3, behind: 0, proof: 0 },
      pair(0, 1)
    ]
  }
}
