/** Adds to the list that a map holds under a key, and begins one where there is none. */
export const addTo = <K, T>(lists: Map<K, T[]>, key: K, value: T): void => {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}
