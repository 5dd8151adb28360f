let last: Promise<void> = Promise.resolve()

/**
 * Work that is done in pieces waits here before each of them. Of all such work one piece is done in a round of the
 * event loop: whoever asks for something meanwhile waits for that one, and not for a piece of each.
 */
export const ownTurn = (): Promise<void> => {
  last = last.then(() => new Promise<void>(done => setImmediate(done)))
  return last
}
