/** A keeper for tests of the window: rows in memory, answers that a test may replace, events it may send. */
import type {
  AnswerOf,
  Chumak,
  EventName,
  Events,
  ListArgs,
  ParsedArgsOf,
  RequestName,
  Row,
  Standing
} from '#shared/contract.ts'
import { type ErrorCode, fail, ok, type Result } from '#shared/errors.ts'
import type { LogId, ThingId } from '#shared/record/entry.ts'

type Handlers = {
  [N in RequestName]: (args: ParsedArgsOf<N>) => AnswerOf<N> | Result<AnswerOf<N>>
}
/** A handler may also answer a failure's code. */
type Given = { [N in RequestName]?: (args: ParsedArgsOf<N>) => AnswerOf<N> | { failure: ErrorCode } }

export const fakeId = (n: number): ThingId => String(n).padStart(43, 'A') as ThingId
export const fakeDevice = fakeId(900) as string as LogId

export const fakeRow = (kind: string, n: number, fields: Record<string, unknown>, commune = 1): Row =>
  ({
    id: fakeId(n),
    kind,
    commune: kind === 'commune' ? fakeId(n) : fakeId(commune),
    author: fakeDevice,
    claimedAt: 1_777_000_000_000 + n,
    fields,
    contested: {},
    heads: [fakeId(n)]
  }) as Row

const isFailure = (answer: unknown): answer is { failure: ErrorCode } =>
  typeof answer === 'object' && answer !== null && 'failure' in answer

const listRows = (rows: readonly Row[], args: ListArgs) => {
  const fieldOf = (row: Row, field: string): unknown =>
    field in row
      ? (row as unknown as Record<string, unknown>)[field]
      : (row.fields as Record<string, unknown>)[field]
  const words = (args.search ?? '').toLowerCase()
  const held = rows
    .filter(row => row.kind === args.kind)
    .filter(row => words === '' || JSON.stringify(row.fields).toLowerCase().includes(words))
    .filter(row =>
      (args.where ?? []).every(one => {
        const value = fieldOf(row, one.field) ?? null
        if (one.is !== undefined && value !== one.is) return false
        if (one.isNot !== undefined && value === one.isNot) return false
        if (one.oneOf && !one.oneOf.includes(value as never)) return false
        if (one.before !== undefined && !(value !== null && String(value) < String(one.before))) return false
        return one.after === undefined || (value !== null && String(value) > String(one.after))
      })
    )
  const field = args.sort?.field ?? 'claimedAt'
  const down = args.sort ? args.sort.descending : true
  held.sort((a, b) => {
    const [x, y] = [fieldOf(a, field), fieldOf(b, field)]
    const order =
      typeof x === 'number' && typeof y === 'number' ? x - y : String(x ?? '').localeCompare(String(y ?? ''))
    return down ? -order : order
  })
  const offset = args.offset ?? 0
  return { rows: held.slice(offset, offset + (args.limit ?? 100)), total: held.length }
}

export interface FakeChumak {
  chumak: Chumak
  rows: Row[]
  asked: { name: RequestName; args: unknown }[]
  send<E extends EventName>(event: E, data: Events[E]): void
}

/** What is not given answers as a member's quiet, open record would. */
export const createFakeChumak = (rows: Row[] = [], given: Given = {}): FakeChumak => {
  const asked: FakeChumak['asked'] = []
  const heard = new Map<EventName, Set<(data: never) => void>>()
  let next = 10_000
  const vault = { state: 'open', demo: false, handle: 'Olena', device: fakeDevice, desk: fakeDevice } as const
  const standing = {
    federation: { id: fakeId(800), name: 'Zelene Pole' },
    commune: { id: fakeId(1), name: 'Huliaipole' },
    state: 'in',
    welcomed: true,
    forked: false,
    forks: [] as Standing['forks'],
    device: fakeDevice,
    handle: 'Olena'
  } as const
  const lan = { on: false, addresses: [], peers: [], problem: null, sameKey: null }
  const quiet: Partial<Handlers> = {
    'vault.status': () => vault,
    'federation.standing': () => standing,
    'rows.list': args => listRows(rows, args),
    'rows.get': ({ id }) => rows.find(row => row.id === id) ?? null,
    'rows.put': ({ kind, thing, commune, fields }) => {
      const there = rows.find(row => row.id === thing)
      const row = there ?? fakeRow(kind, next++, {})
      Object.assign(row.fields, fields)
      if (commune) row.commune = commune as ThingId
      if (!there) rows.push(row)
      setTimeout(() => send('changed', { kinds: [kind] }))
      return row
    },
    'record.stats': () => ({
      entries: 1204,
      logs: 17,
      communes: 14,
      bytes: 812_000,
      state: '5f2c'.repeat(16),
      setAside: 0
    }),
    'record.last-news': () => [],
    'docs.read': () => ({ update: new Uint8Array() }),
    'docs.append': () => ({ entry: fakeId(1) }),
    'carry.drives': () => [],
    'lan.status': () => lan,
    'drop.status': () => ({
      ...{ path: null, state: 'off', segments: 0, waiting: 0, aside: [], problem: null },
      ...{ lastTaken: null, lastWritten: null }
    }),
    'places.search': () => [],
    'desk.key': () => ({ key: new Uint8Array(32).fill(7) }),
    'window.theme': () => null,
    'window.print': () => null,
    'window.choose-open': () => null,
    'window.choose-folder': () => null,
    'window.choose-save': () => null,
    'window.show-file': () => null,
    'job.cancel': () => null
  }
  const send: FakeChumak['send'] = (event, data) => {
    for (const one of heard.get(event) ?? []) one(data as never)
  }
  const ask = new Proxy({} as Chumak['ask'], {
    get: (_target, name: RequestName) => async (args: never) => {
      asked.push({ name, args })
      const handler = given[name] ?? quiet[name]
      if (!handler) return fail('internal', { reason: `the fake does not answer ${name}` })
      const answer = (handler as (args: never) => unknown)(args)
      if (isFailure(answer)) return fail(answer.failure)
      return ok(answer)
    }
  })
  return {
    rows,
    asked,
    send,
    chumak: {
      ask,
      listen: (event, listener) => {
        const there = heard.get(event) ?? new Set()
        heard.set(event, there.add(listener as (data: never) => void))
        return () => there.delete(listener as (data: never) => void)
      },
      platform: 'linux',
      version: '0.1.0'
    }
  }
}
