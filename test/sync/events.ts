import { personIn } from './naive/grants.ts'
import { pair } from './naive/sayings.ts'
import type { View } from './oracle.ts'

/** How often something came about; what never does is not tested. */
export class Tally {
  readonly counts = new Map<string, number>()

  count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1)
  }

  add(other: Tally): void {
    for (const [what, times] of other.counts) this.counts.set(what, (this.counts.get(what) ?? 0) + times)
  }
}

/** What the rules must have had to decide somewhere, over all scripts. */
export const wantedEvents = [
  'a fork seen',
  'released by itself',
  'released by one other',
  'released by two others',
  'somebody’s own other device',
  'a commune left',
  'a commune came back',
  'a commune without anybody left',
  'a commune revived',
  'a threshold above one',
  'in by as many vouches as are asked',
  'in by fewer vouches than are asked',
  'vouched for by too few',
  'forgotten by its author',
  'forgotten by two of a commune',
  'asked for in vain',
  'values contested',
  'keys renewed',
  ...[
    'forked',
    'released',
    'not-member',
    'commune-not-in',
    'commune-left',
    'thing-unknown',
    'thing-aside',
    'forgotten',
    'body-missing'
  ].map(why => `set aside: ${why}`)
] as const

/** What can be seen of that in one device. */
export const eventsIn = (view: View): Set<string> => {
  const { held, standing, judged, keys } = view
  const events = new Set<string>()
  const see: See = (what, is) => {
    if (is) events.add(what)
  }
  see('a fork seen', standing.forks.size > 0)
  const acts = new Map(standing.order.acts.map(act => [act.id, act]))
  for (const [key, { decidedBy }] of standing.pins) {
    const release = acts.get(decidedBy)!
    const device = String(release.body.fields.device)
    const by = standing.order.acts.filter(
      ({ log, body }) =>
        body.kind === 'release' &&
        log !== device &&
        body.fields.device === device &&
        pair(body.commune!, device) === key
    )
    see('released by itself', release.log === device)
    see('released by one other', release.log !== device && new Set(by.map(({ log }) => log)).size === 1)
    see('released by two others', release.log !== device && new Set(by.map(({ log }) => log)).size > 1)
  }
  see('a commune left', standing.left.size > 0)
  const counting = [...judged.things.values()].map(({ first }) => first)
  const left = counting.filter(({ body }) => body.kind === 'leave')
  see(
    'a commune came back',
    left.some(({ body }) => standing.communesIn.has(body.commune!))
  )
  const grants = [...standing.grants.values()].flat()
  const isHere = (commune: string, device: string) =>
    !standing.pins.has(pair(commune, device)) && !standing.forks.has(device)
  const communes = new Set(grants.map(({ commune }) => commune))
  const isEmpty = (one: string) =>
    grants.every(({ commune, device }) => commune !== one || !isHere(one, device))
  see('a commune without anybody left', [...communes].some(isEmpty))
  see(
    'a commune revived',
    grants.some(({ act }) => acts.get(act)?.body.kind === 'vouch')
  )
  see(
    'somebody’s own other device',
    grants.some(({ commune, device }) => personIn(standing.grants, commune, device) !== device)
  )
  see('a threshold above one', standing.threshold > 1)
  if (standing.threshold > 1) seeVouching(view, see)
  for (const { id, log, body } of held) {
    const asking = judged.forgets.filter(forget => (forget.body.fields.entries as string[]).includes(id))
    if (asking.length === 0) continue
    const own = asking.some(forget => forget.log === log)
    see('forgotten by its author', body === null && own)
    see('forgotten by two of a commune', body === null && !own)
    see('asked for in vain', body?.kind === 'offer')
  }
  see(
    'values contested',
    [...judged.things.values()].some(({ contested }) => Object.keys(contested).length > 0)
  )
  see('keys renewed', keys.size > 0)
  for (const reason of new Set(judged.aside.values())) events.add(`set aside: ${reason}`)
  return events
}

type See = (what: (typeof wantedEvents)[number], is: boolean) => void

const seeVouching = ({ standing, judged }: View, see: See): void => {
  const vouches = [...judged.things.values()]
    .map(({ first }) => first)
    .filter(({ body }) => body.kind === 'vouch' && body.fields.member === undefined)
    .filter(({ body }) => standing.communesIn.has(body.commune!))
  for (const commune of new Set(vouches.map(({ body }) => String(body.fields.for)))) {
    const ofIt = vouches.filter(({ body }) => body.fields.for === commune)
    const isMet = new Set(ofIt.map(({ body }) => body.commune)).size >= standing.threshold
    const isIn = standing.communesIn.has(commune)
    see('in by as many vouches as are asked', isIn && isMet)
    see('in by fewer vouches than are asked', isIn && !isMet)
    see('vouched for by too few', !isIn && !isMet && !standing.left.has(commune))
  }
}
