/**
 * The same values, each asked for while the one before is still being worked with: what is read, decrypted
 * and unpacked elsewhere need not be waited for. No more than one is held.
 */
export async function* oneAhead<T>(source: AsyncIterable<T>): AsyncGenerator<T, void, void> {
  const values = source[Symbol.asyncIterator]()
  // its failure is told where its turn comes, and not at all where nobody wants it any more
  const ask = () => {
    const asked = values.next()
    asked.catch(() => undefined)
    return asked
  }
  let next = ask()
  try {
    for (;;) {
      const { done, value } = await next
      if (done) return
      next = ask()
      yield value
    }
  } finally {
    await values.return?.()
  }
}
