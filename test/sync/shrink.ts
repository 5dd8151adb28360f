/** The shortest list found that still fails, by leaving out ever smaller stretches; each try is a whole run. */
export const shrink = async <T>(
  list: readonly T[],
  fails: (list: readonly T[]) => Promise<boolean>,
  mostTries: number
): Promise<readonly T[]> => {
  let least = list
  let tries = 0
  for (let stretch = Math.ceil(list.length / 2); stretch >= 1; ) {
    let shorter = false
    for (let at = 0; at < least.length && tries < mostTries; ) {
      const without = [...least.slice(0, at), ...least.slice(at + stretch)]
      tries += 1
      if (await fails(without)) {
        least = without
        shorter = true
      } else at += stretch
    }
    if (tries >= mostTries) break
    if (stretch === 1 && !shorter) break
    if (stretch > 1 || !shorter) stretch = stretch === 1 ? 0 : Math.ceil(stretch / 2)
  }
  return least
}
