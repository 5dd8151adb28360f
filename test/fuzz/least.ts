import { shrink } from '../sync/shrink.ts'

/** The shortest draws found, and of them the smallest, that still fail; each try is a whole case. */
export const leastOf = async (
  drawn: readonly number[],
  fails: (drawn: readonly number[]) => Promise<boolean>,
  mostTries: number
): Promise<readonly number[]> => {
  let tries = 0
  const counted = (list: readonly number[]) => {
    tries += 1
    return fails(list)
  }
  let least = await shrink(drawn, counted, mostTries)
  for (let at = 0; at < least.length; at++)
    for (const value of [0, (least[at] ?? 0) >> 1]) {
      if (tries >= mostTries || value >= least[at]!) continue
      const smaller = [...least.slice(0, at), value, ...least.slice(at + 1)]
      if (await counted(smaller)) least = smaller
    }
  return least
}
