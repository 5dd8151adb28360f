import { communesOf, revivalsOf } from './communes.ts'
import { type Grants, grantsFrom, sheetsIn } from './grants.ts'
import { type Order, orderOf } from './order.ts'
import { nextPin, type Pin } from './releases.ts'
import { forksIn, isSpoken, pair, type Saying, type Spoken, thingOf } from './sayings.ts'

/** Who stands where, by docs/formats.md, told a second time and without a thought of speed. */
export interface Standing {
  federation: string
  order: Order
  forks: Map<string, number>
  /** by `pair` */
  pins: Map<string, Pin>
  /** by `pair`, with what made each a member */
  grants: Grants
  /** by `pair`, by all admissions, whatever was released or forked since */
  takenIn: Grants
  sheets: Set<string>
  communesIn: Set<string>
  left: Map<string, Map<string, number>>
  threshold: number
}

const kindsOfStanding = ['commune', 'admit', 'federation', 'vouch', 'release', 'leave', 'key']

export const standingOf = (held: readonly Saying[], federation: string): Standing => {
  const forks = forksIn(held)
  const order = orderOf(
    held.filter(isSpoken).filter(({ body }) => kindsOfStanding.includes(body.kind)),
    forks
  )
  const places = new Map(held.map(({ id, log, seq }) => [id, pair(log, `${seq}`)]))
  const founder = order.acts.find(({ id }) => id === federation)?.body.commune
  const nameOf = (act: Spoken) => {
    if (act.body.kind === 'commune') return thingOf(act)
    return thingOf(act) === federation ? founder : act.body.commune
  }
  const pins = new Map<string, Pin>()
  const takenIn = grantsFrom(order.acts)
  const sheets = sheetsIn(takenIn)
  for (;;) {
    const boundOf = (act: Spoken) =>
      lastHonoured({ forks: isGrant({ sheets }, act) ? noForks : forks, pins }, act.log, nameOf(act))
    const honoured = order.acts.filter(act => act.seq <= boundOf(act))
    const isGone = (commune: string, log: string) => forks.has(log) || pins.has(pair(commune, log))
    const alone = grantsFrom(honoured)
    const revived = revivalsOf(honoured, alone, communesOf(federation, order, honoured, alone), isGone)
    const grants = grantsFrom(honoured, revived)
    const pin = nextPin({ order, honoured, grants, pins, sheets, placeOf: id => places.get(id) })
    if (pin) {
      pins.set(pin.key, pin)
      continue
    }
    const { in: communesIn, left, threshold } = communesOf(federation, order, honoured, grants)
    return { federation, order, forks, pins, grants, takenIn, sheets, communesIn, left, threshold }
  }
}

const noForks = new Map<string, number>()

/** "Grants": what outlives a fork of its log. */
export const isGrant = ({ sheets }: Pick<Standing, 'sheets'>, act: Spoken): boolean =>
  !sheets.has(act.log) &&
  (['admit', 'vouch'].includes(act.body.kind) ||
    (['commune', 'federation'].includes(act.body.kind) && act.body.thing === undefined))

/** The last `seq` of a log that is honoured in the name of a commune; without one, only a fork ends it. */
export const lastHonoured = (
  { forks, pins }: Pick<Standing, 'forks' | 'pins'>,
  log: string,
  commune: string | undefined
): number => {
  const fork = forks.get(log) ?? Number.POSITIVE_INFINITY
  const pin = commune === undefined ? undefined : pins.get(pair(commune, log))
  return Math.min(fork - 1, pin?.lastSeq ?? Number.POSITIVE_INFINITY)
}

/** Members as they are now: whoever was one and is not released. */
export const isMember = ({ grants, pins }: Standing, commune: string, log: string): boolean =>
  grants.has(pair(commune, log)) && !pins.has(pair(commune, log))

export const communesWith = (standing: Standing, log: string): string[] =>
  [...standing.grants.values()]
    .map(([grant]) => grant!)
    .filter(({ commune, device }) => device === log && isMember(standing, commune, log))
    .map(({ commune }) => commune)
    .sort()
