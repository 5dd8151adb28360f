import * as v from 'valibot'
import { FailureError, unwrap } from '#shared/errors.ts'
import { handle as handleSchema, id as idSchema } from '#shared/kinds/fields.ts'
import { isKindName, kinds } from '#shared/kinds/index.ts'
import type { EntryId } from '#shared/record/entry.ts'
import { backup } from '../carry/backup.ts'
import { exportBundle } from '../carry/export-bundle.ts'
import { importBundle } from '../carry/import-bundle.ts'
import { makerOf } from '../carry/maker.ts'
import { haveOfBundle, previewBundle } from '../carry/preview-bundle.ts'
import { restore } from '../carry/restore.ts'
import { travelPack } from '../carry/travel-pack.ts'
import { verifyBundle } from '../carry/verify-bundle.ts'
import { writeDemo } from '../demo/write-demo.ts'
import { join as joinFederation } from '../invitation/join.ts'
import { makeCard } from '../invitation/make-card.ts'
import { welcome } from '../invitation/welcome.ts'
import { beginFederation } from '../keeper/begin-federation.ts'
import { enterByPaper } from '../paper/enter-by-paper.ts'
import { makePaper } from '../paper/make-paper.ts'
import { changePassphrase } from '../store/change-passphrase.ts'
import { homeHasRecord, openStore, type Store } from '../store/open-store.ts'
import { putRow } from '../store/put-row.ts'
import type { Command } from './command.ts'
import { explanationWords } from './explain-words.ts'
import { hub } from './hub.ts'
import { readBackupPassphrase, readNewPassphrase, readPassphrase } from './passphrase.ts'
import { peopleCommands } from './people.ts'
import { runPlan } from './run-plan.ts'
import { UsageError } from './usage.ts'
import { nothingMore, using, withStore, withStoreAlone } from './with-store.ts'
import type { Words } from './words.ts'

/**
 * A new record; or one that was begun under this handle and is in no federation yet, because an earlier
 * try was interrupted, its card was lost, or it has a new device key. Throws `home-taken` for any other.
 */
const withNewStore = async <T>(words: Words, use: (store: Store) => T | Promise<T>): Promise<T> => {
  nothingMore(words)
  const handle = parseHandle(words.text('handle'))
  const home = words.home()
  const passphrase = await readPassphrase()
  if (!homeHasRecord(home)) return using(await openStore({ home, passphrase, create: { handle } }), use)
  return using(await openStore({ home, passphrase }), store => {
    const { federation, state } = store.standing()
    const waits = federation === null || state === 'waiting'
    if (store.keyring.handle !== handle || !waits) throw new FailureError('home-taken')
    return use(store)
  })
}

const parseHandle = (text: string): string => {
  const parsed = v.safeParse(handleSchema, text)
  if (parsed.success) return parsed.output
  throw new FailureError('request-bad', { field: 'handle', reason: parsed.issues[0].message })
}

const file = (words: Words, what = 'FILE'): string => words.rest(1)[0] || missing(what)
const missing = (what: string): never => {
  throw new UsageError(`${what} is missing`)
}

export const commands: Record<string, Command> = {
  async init(words) {
    const args = {
      federation: words.text('federation'),
      commune: words.text('commune'),
      place: words.place()
    }
    return withNewStore(words, store => beginFederation(store, args))
  },

  async card(words) {
    const path = words.text('out')
    const commune = words.optionalText('commune')
    const founded = commune === undefined ? undefined : { name: commune, place: words.place() }
    return withNewStore(words, async store => unwrap(await makeCard({ store, path, commune: founded })))
  },

  async welcome(words) {
    const card = file(words, 'CARD')
    const path = words.text('out')
    const own = words.own
    return withStore(words, async store =>
      unwrap(await welcome({ store, maker: makerOf(store, Date.now()), card, path, own }))
    )
  },

  async join(words) {
    const path = file(words, 'WELCOME')
    return withStore(words, async store => unwrap(await joinFederation({ store, welcome: path })))
  },

  async backup(words) {
    const path = words.text('out')
    return withStoreAlone(words, async store => {
      const passphrase = await readBackupPassphrase()
      const maker = makerOf(store, Date.now())
      return unwrap(await backup({ store, maker, path, passphrase: { passphrase } }))
    })
  },
  async restore(words) {
    const path = file(words)
    const home = words.home()
    const named = words.optionalText('handle')
    const handle = named === undefined ? undefined : parseHandle(named)
    const passphrase = await readBackupPassphrase()
    const newPassphrase = await readPassphrase()
    return unwrap(await restore({ path, home, handle, passphrase, newPassphrase }))
  },

  async 'paper make'(words) {
    const handle = words.optionalText('handle')
    return withStoreAlone(words, async store => {
      const named = parseHandle(handle ?? `Paper of ${store.standing().commune?.name ?? ''}`.slice(0, 60))
      return unwrap(await makePaper({ store, handle: named, now: Date.now() }))
    })
  },
  async 'paper use'(words) {
    const path = file(words)
    const home = words.home()
    const handle = parseHandle(words.text('handle'))
    const passphrase = await readPassphrase()
    return unwrap(await enterByPaper({ words: await readStdin(), path, home, handle, passphrase }))
  },

  stats: words => withStoreAlone(words, store => store.statsInPieces()),
  verify: words => withStoreAlone(words, store => store.verifyAll()),

  async 'bundle export'(words) {
    const path = words.text('out')
    const lacking = words.optionalText('lacking')
    const pack = words.optionalText('pack')
    const photosMb = words.optionalInteger('photos', 0, 1_000_000)
    const blobLimitBytes = photosMb === undefined ? undefined : photosMb * 1_000_000
    return withStoreAlone(words, async store => {
      const theirs = lacking === undefined ? undefined : unwrap(await haveOfBundle(lacking, store.keyring))
      const goesAlong = pack === undefined ? undefined : travelPack(store, pack, localDay(new Date()))
      const maker = makerOf(store, Date.now())
      return unwrap(await exportBundle({ store, maker, path, theirs, goesAlong, blobLimitBytes }))
    })
  },
  async 'bundle preview'(words) {
    const path = file(words)
    return withStore(words, async store =>
      unwrap(await previewBundle({ store, keyring: store.keyring, path }))
    )
  },
  async 'bundle verify'(words) {
    const path = file(words)
    return withStore(words, async store => unwrap(await verifyBundle({ keyring: store.keyring, path })))
  },
  async 'bundle import'(words) {
    const path = file(words)
    return withStore(words, async store =>
      unwrap(await importBundle({ store, keyring: store.keyring, path }))
    )
  },

  async put(words) {
    const [kind, source] = words.rest(2)
    if (kind === undefined || source === undefined) throw new UsageError('put takes a KIND and its JSON')
    const given = parseObject(source === '-' ? await readStdin() : source)
    const { fields, ...whose } = splitPut(kind, given)
    return withStore(words, store => putRow(store, { kind, fields, ...ids(whose) }))
  },

  async list(words) {
    const kind = file(words, 'KIND')
    if (!isKindName(kind)) throw new FailureError('kind-unknown', { kind })
    return withStore(words, store => {
      const limit = 10_000
      const first = store.list({ kind, limit, offset: 0 })
      const rows = [...first.rows]
      while (rows.length < first.total) {
        const page = store.list({ kind, limit, offset: rows.length })
        if (page.rows.length === 0) break
        rows.push(...page.rows)
      }
      return { rows, total: first.total }
    })
  },

  async explain(words) {
    const entry = file(words, 'ENTRY')
    return withStore(words, store => {
      const told = v.is(idSchema, entry) ? store.explain(entry as EntryId) : null
      if (!told) throw new FailureError('thing-unknown', { id: entry })
      return { ...told, words: explanationWords(told) }
    })
  },

  async passphrase(words) {
    nothingMore(words)
    const now = await readPassphrase()
    await changePassphrase({ home: words.home(), now, next: await readNewPassphrase(), held: false })
    return { changed: true }
  },

  plan: words => runPlan(words),

  async demo(words) {
    nothingMore(words)
    const home = words.home()
    const passphrase = await readPassphrase()
    const language = words.optionalText('language') === 'uk' ? 'uk' : 'en'
    await writeDemo({ home, passphrase, language, clock: Date.now })
    return using(await openStore({ home, passphrase }), store => store.statsInPieces())
  },

  hub: words => withStoreAlone(words, store => hub(store, words)),

  ...peopleCommands
}

/** `2026-05-03` where this machine stands. */
const localDay = (now: Date): string =>
  [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(part => String(part).padStart(2, '0')).join('-')

const parseObject = (source: string): Record<string, unknown> => {
  let parsed: unknown
  try {
    parsed = JSON.parse(source)
  } catch (error) {
    throw new FailureError('request-bad', {
      field: 'JSON',
      reason: error instanceof Error ? error.message : String(error)
    })
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw new FailureError('request-bad', { field: 'JSON', reason: 'not an object' })
  return parsed as Record<string, unknown>
}

/** `thing`, `over` and `commune` stand beside the fields, but where the kind has a field of that name. */
const splitPut = (kind: string, given: Record<string, unknown>) => {
  const own: object = isKindName(kind) ? kinds[kind].fields : {}
  const fields: Record<string, unknown> = {}
  const beside: { thing?: unknown; over?: unknown; commune?: unknown } = {}
  for (const [key, value] of Object.entries(given)) {
    if ((key === 'thing' || key === 'over' || key === 'commune') && !Object.hasOwn(own, key))
      beside[key] = value
    else fields[key] = value
  }
  return { fields, ...beside }
}

/** What a put says beside its fields. */
const ids = ({ thing, over, commune }: { thing?: unknown; over?: unknown; commune?: unknown }) => {
  const one = (value: unknown, field: string): string | undefined => {
    if (value === undefined || typeof value === 'string') return value
    throw new FailureError('request-bad', { field, reason: 'not an id' })
  }
  if (over !== undefined && !(Array.isArray(over) && over.every(id => typeof id === 'string')))
    throw new FailureError('request-bad', { field: 'over', reason: 'not a list of ids' })
  return { thing: one(thing, 'thing'), over: over as string[] | undefined, commune: one(commune, 'commune') }
}

const maxStdinBytes = 4 * 1024 * 1024
const readStdin = async (): Promise<string> => {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of process.stdin as AsyncIterable<Buffer>) {
    size += part.length
    if (size > maxStdinBytes)
      throw new FailureError('too-large', {
        what: 'standard input',
        sizeBytes: size,
        limitBytes: maxStdinBytes
      })
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}
