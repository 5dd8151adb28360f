import { openStore, type Store } from '../store/open-store.ts'
import { settleSecrets } from '../store/settle-secrets.ts'
import { readPassphrase } from './passphrase.ts'
import type { Words } from './words.ts'

/** For commands that take no words but options. */
export const withStoreAlone = <T>(words: Words, use: (store: Store) => T | Promise<T>): Promise<T> => {
  nothingMore(words)
  return withStore(words, use)
}

export const withStore = async <T>(words: Words, use: (store: Store) => T | Promise<T>): Promise<T> => {
  return using(await openStore({ home: words.home(), passphrase: await readPassphrase() }), use)
}

/** Uses a store and closes it, its secrets brought up to the record before and after. */
export const using = async <T>(store: Store, use: (store: Store) => T | Promise<T>): Promise<T> => {
  try {
    await settleSecrets(store, { renew: 'all' })
    const answer = await use(store)
    await settleSecrets(store, { renew: 'own' })
    return answer
  } finally {
    store.close()
  }
}

export const nothingMore = (words: Words): void => void words.rest(0)
