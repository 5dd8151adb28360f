import { mandatesInForce } from '#shared/assembly/mandates.ts'
import type { CommunePeople, MandateInForce, PeopleList, Person, Row } from '#shared/contract.ts'
import type { KindName } from '#shared/kinds/index.ts'
import { type Authority, honouredTo } from '#shared/record/authority.ts'
import type { LogId, ThingId } from '#shared/record/entry.ts'
import { vouchesNeeded } from '#shared/record/federated.ts'
import { vouchersOf } from '../invitation/vouchers.ts'
import type { Store } from '../store/open-store.ts'
import { asksFor, asksMissing, ownAsk } from './release-asks.ts'

/** More than this no federation has; where one has, the answer says how many are left out. */
const mostCommunes = 1000
const mostPeople = 500
const mostRows = 10_000

const rowsOf = <K extends KindName>(store: Store, kind: K, sort?: { field: string }): Row<K>[] =>
  store.list({ kind, limit: mostRows, ...(sort && { sort }) }).rows as Row<K>[]

/** Every commune of the record with the devices that ever wrote for it, as they stand now. */
export const listPeople = (store: Store, today: string): PeopleList => {
  const authority = store.authority()
  const communes = store.list({ kind: 'commune', sort: { field: 'name' }, limit: mostCommunes })
  const releases = rowsOf(store, 'release')
  const vouches = rowsOf(store, 'vouch')
  const duties = dutiesOf(mandatesInForce(rowsOf(store, 'mandate'), rowsOf(store, 'recall'), today))
  const tips = new Map(
    store.have().map(({ log, heads }) => [log, Math.max(...heads.map(({ seq }) => seq))] as const)
  )
  const federation = store.federation()
  const founder = federation && store.get(federation.id)?.commune
  const handleOf = (device: LogId): string => authority.devices.get(device)?.handle ?? ''
  const personIn = (commune: ThingId, device: LogId): Person => {
    const out = authority.released.find(one => one.device === device && one.commune === commune)
    const asks = asksFor(releases, commune, device)
    const fork = authority.forks.get(device)
    const persons = authority.persons.get(commune)
    const person = persons?.get(device) ?? device
    const state = out
      ? 'released'
      : fork !== undefined
        ? 'forked'
        : asks.length > 0
          ? 'release-asked'
          : 'member'
    return {
      device,
      handle: handleOf(device),
      state,
      asked:
        out || asks.length === 0
          ? null
          : {
              by: asks.map(log => ({ device: log, handle: handleOf(log) })),
              more: asksMissing(authority, commune, device, asks),
              own: ownAsk(authority, commune, device, asks, store.device)
            },
      honouredTo: out || fork !== undefined ? honouredTo(authority, device, commune) : null,
      lastSeq: tips.get(device) ?? 0,
      isThis: device === store.device,
      own: device !== store.device && person === persons?.get(store.device),
      otherOf: person === device ? null : { device: person, handle: handleOf(person) },
      mandates: out ? [] : (duties.get(device) ?? [])
    }
  }
  return {
    communes: communes.rows.map(row =>
      communeOf(row as Row<'commune'>, { store, authority, vouches, personIn })
    ),
    more: communes.total - communes.rows.length,
    vouchThreshold: authority.vouchThreshold,
    ofFounder: founder != null && authority.members.get(founder)?.has(store.device) === true
  }
}

const communeOf = (
  { id, fields }: Row<'commune'>,
  about: {
    store: Store
    authority: Authority
    vouches: Row<'vouch'>[]
    personIn(commune: ThingId, device: LogId): Person
  }
): CommunePeople => {
  const { store, authority, vouches, personIn } = about
  const devices = [...(authority.everMembers.get(id) ?? [])]
  const people = devices.slice(0, mostPeople).map(device => personIn(id, device))
  const vouchedBy = [...vouchersOf(store, id, vouches)]
  const counting = vouchedBy.filter(commune => authority.communesIn.has(commune)).length
  const rank = ({ state }: Person) => (state === 'released' ? 1 : 0)
  return {
    id,
    name: fields.name ?? '',
    state: authority.communesIn.has(id) ? 'in' : authority.left.has(id) ? 'left' : 'waiting',
    mine: authority.everMembers.get(id)?.has(store.device) ?? false,
    empty: !people.some(({ state }) => state === 'member' || state === 'release-asked'),
    vouchedBy,
    vouchesMissing: authority.communesIn.has(id) ? 0 : Math.max(1, vouchesNeeded(authority, id) - counting),
    people: people.sort((a, b) => rank(a) - rank(b) || a.handle.localeCompare(b.handle)),
    more: devices.length - people.length
  }
}

const dutiesOf = (mandates: readonly Row<'mandate'>[]): Map<string, MandateInForce[]> => {
  const duties = new Map<string, MandateInForce[]>()
  for (const { id, commune, fields } of mandates) {
    const { holder, duty, type, until } = fields
    if (!holder || !duty || !type || commune === null) continue
    duties.set(holder, [...(duties.get(holder) ?? []), { id, by: commune, duty, type, until: until ?? null }])
  }
  return duties
}
