/** Work that ends in the order in which it was handed over, name by name: `inTurn('drafts/offer', work)`. */
export const createTurns = () => {
  const last = new Map<string, Promise<unknown>>()
  return <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const mine = (last.get(name) ?? Promise.resolve()).then(work, work)
    last.set(name, mine)
    const ended = () => {
      if (last.get(name) === mine) last.delete(name)
    }
    mine.then(ended, ended)
    return mine
  }
}
