/**
 * The words of a good's name, so that "Wheat flour", "flour (wheat)" and "FLOUR" can be compared:
 * lower case, without accents (й and ї keep theirs: they are letters), one entry a word.
 */
export const goodWords = (good: string): string[] => [
  ...new Set(
    good
      .toLowerCase()
      .normalize('NFD')
      .replace(/([иіе])\u0306|([иіе])\u0308/gu, (found: string) => found.normalize('NFC'))
      .replace(/(?![йїё])\p{M}/gu, '')
      .normalize('NFC')
      .split(/[^\p{L}\p{N}]+/u)
      .filter(word => word.length > 0)
  )
]

/** True where one name says nothing that the other does not: "flour" and "wheat flour". */
export const sameGood = (a: readonly string[], b: readonly string[]): boolean => {
  if (a.length === 0 || b.length === 0) return false
  const [fewer, more] = a.length <= b.length ? [a, b] : [b, a]
  return fewer.every(word => more.includes(word))
}
