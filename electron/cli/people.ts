import * as v from 'valibot'
import { FailureError } from '#shared/errors.ts'
import { day } from '#shared/kinds/fields.ts'
import { forgetWhy } from '#shared/kinds/forget.ts'
import { releaseWhy } from '#shared/kinds/release.ts'
import type { LogId, ThingId } from '#shared/record/entry.ts'
import { leaveFederation, setVouchThreshold, vouchForCommune } from '../people/communes.ts'
import { forgetRows } from '../people/forget.ts'
import { listPeople } from '../people/list-people.ts'
import { releaseDevice } from '../people/release-device.ts'
import { reviveCommune } from '../people/revive-commune.ts'
import { openStore, type Store } from '../store/open-store.ts'
import type { Command } from './command.ts'
import { readPassphrase } from './passphrase.ts'
import { UsageError } from './usage.ts'
import { nothingMore, withStore, withStoreAlone } from './with-store.ts'
import type { Words } from './words.ts'

/** An option that has only certain values. */
const choice = <T extends string>(
  words: Words,
  option: 'why' | 'today',
  schema: v.GenericSchema<unknown, T>
): T => {
  const parsed = v.safeParse(schema, words.text(option))
  if (parsed.success) return parsed.output
  throw new UsageError(`--${option}: ${parsed.issues[0].message}`)
}

const named = (words: Words, ...what: string[]): string[] => {
  const given = words.rest(what.length)
  const missing = what[given.length]
  if (missing !== undefined) throw new UsageError(`${missing} is missing`)
  return given
}

/** A device by its id, or by a handle that only one device goes by. */
const deviceOf = (store: Store, given: string): LogId => {
  const { devices } = store.authority()
  if (devices.has(given as LogId)) return given as LogId
  const found = [...devices].filter(([, { handle }]) => handle === given)
  if (found.length === 1) return found[0]![0]
  const reason =
    found.length === 0 ? 'no device is called that' : 'more than one device is called that: give its id'
  throw new FailureError('request-bad', { field: 'DEVICE', reason })
}

/** Who stands for which commune, and with what duties. */
export const peopleCommands: Record<string, Command> = {
  people: async words => {
    const today =
      words.optionalText('today') === undefined
        ? new Date().toISOString().slice(0, 10)
        : choice(words, 'today', day)
    return withStoreAlone(words, store => listPeople(store, today))
  },

  async release(words) {
    const [device] = named(words, 'DEVICE') as [string]
    const why = choice(words, 'why', releaseWhy)
    const commune = words.optionalText('commune') as ThingId | undefined
    const note = words.optionalText('note')
    return withStore(words, store =>
      releaseDevice(store, { device: deviceOf(store, device), commune, why, note })
    )
  },

  leave: async words => {
    const note = words.optionalText('note')
    return withStoreAlone(words, store => leaveFederation(store, note))
  },

  async vouch(words) {
    const [commune] = named(words, 'COMMUNE') as [ThingId]
    return withStore(words, store => vouchForCommune(store, commune))
  },

  async threshold(words) {
    const [communes] = named(words, 'COMMUNES') as [string]
    if (!/^[1-9]\d{0,2}$/.test(communes)) throw new UsageError('COMMUNES is a number from 1 to 100')
    return withStore(words, store => setVouchThreshold(store, Number(communes)))
  },

  async revive(words) {
    const [commune, card] = named(words, 'COMMUNE', 'CARD') as [ThingId, string]
    const path = words.text('out')
    return withStore(words, store => reviveCommune(store, { commune, card, path }))
  },

  async mandate(words) {
    const [holder] = named(words, 'DEVICE') as [string]
    const fields = {
      duty: words.text('duty'),
      type: words.text('type'),
      from: words.optionalText('from'),
      until: words.optionalText('until'),
      instructions: words.optionalText('note')
    }
    return withStore(words, store =>
      store.put({ kind: 'mandate', fields: { holder: deviceOf(store, holder), ...present(fields) } })
    )
  },

  async recall(words) {
    const [mandate] = named(words, 'MANDATE') as [string]
    const note = words.optionalText('note')
    return withStore(words, store => {
      const given = store.get(mandate)
      if (given?.kind !== 'mandate') throw new FailureError('thing-unknown', { id: mandate })
      const commune = given.commune ?? undefined
      return store.put({ kind: 'recall', commune, fields: present({ mandate, note }) })
    })
  },

  async forget(words) {
    const rows = words.rest(500)
    if (rows.length === 0) throw new UsageError('ROW is missing')
    const why = choice(words, 'why', forgetWhy)
    const note = words.optionalText('note')
    return withStore(words, store => forgetRows(store, { rows, why, note }))
  },

  async 'renew-device'(words) {
    nothingMore(words)
    const store = await openStore({ home: words.home(), passphrase: await readPassphrase() })
    let held = store
    try {
      held = await store.renewDevice()
      return held.standing()
    } finally {
      held.close()
    }
  }
}

const present = (fields: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined)
  )
