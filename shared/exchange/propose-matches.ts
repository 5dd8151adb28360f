import type { PartialFieldsOfKind } from '../kinds/index.ts'
import type { ThingId } from '../record/entry.ts'
import { goodWords, sameGood } from './good-name.ts'

/** What the proposals are made of: rows of the read model, with nothing else of them. */
export interface Given<K extends 'offer' | 'need' | 'match'> {
  id: ThingId
  commune: ThingId | null
  fields: PartialFieldsOfKind<K>
}

export interface Proposal {
  offer: ThingId
  need: ThingId
  from: ThingId
  to: ThingId
  good: string
  /** in the offer's unit */
  quantity: number
  unit: string
  massKg: number
  volumeM3: number
  urgency: Urgency
  /** the day after which it is too late for one of the two, or null */
  before: string | null
}

type Urgency = NonNullable<PartialFieldsOfKind<'need'>['urgency']>
const urgencyRank: Record<Urgency, number> = { urgent: 0, soon: 1, 'this-season': 2, whenever: 3 }

/**
 * What could go from whom to whom: open offers and needs of the same good in different communes, less
 * what is promised already. The most urgent first, then what spoils first, then the heaviest. An offer
 * is proposed for several needs where it does not reach for all: people choose.
 *
 * `today` is a calendar day; what spoiled or was needed before it is left out. Time grows with the
 * offers and needs that share a word.
 */
export const proposeMatches = (
  offers: readonly Given<'offer'>[],
  needs: readonly Given<'need'>[],
  matches: readonly Given<'match'>[],
  { today, limit }: { today: string; limit: number }
): Proposal[] => {
  const promised = promisedByThing(matches)
  const offersByWord = new Map<string, { offer: Given<'offer'>; words: string[] }[]>()
  for (const offer of offers) {
    const { bestBefore, closed, good } = offer.fields
    if (closed || !good || !offer.commune || (bestBefore && bestBefore < today)) continue
    const words = goodWords(good)
    for (const word of words) {
      const there = offersByWord.get(word)
      if (there) there.push({ offer, words })
      else offersByWord.set(word, [{ offer, words }])
    }
  }

  const proposals: Proposal[] = []
  for (const need of needs) {
    const { closed, good, neededBy } = need.fields
    if (closed || !good || !need.commune || (neededBy && neededBy < today)) continue
    const words = goodWords(good)
    const seen = new Set<ThingId>()
    for (const word of words)
      for (const candidate of offersByWord.get(word) ?? []) {
        const { offer } = candidate
        if (seen.has(offer.id) || offer.commune === need.commune || !sameGood(words, candidate.words))
          continue
        seen.add(offer.id)
        const proposal = propose(offer, need, promised)
        if (proposal) proposals.push(proposal)
      }
  }
  return proposals.sort(byImportance).slice(0, limit)
}

/** Kilograms of a thing that committed and tentative matches speak for. */
const promisedByThing = (matches: readonly Given<'match'>[]): Map<string, number> => {
  const promised = new Map<string, number>()
  for (const { fields } of matches) {
    if (fields.state === 'cancelled') continue
    for (const thing of [fields.offer, fields.need])
      if (thing) promised.set(thing, (promised.get(thing) ?? 0) + (fields.massKg ?? 0))
  }
  return promised
}

const propose = (
  offer: Given<'offer'>,
  need: Given<'need'>,
  promised: Map<string, number>
): Proposal | null => {
  const left = (thing: Given<'offer'> | Given<'need'>): number =>
    (thing.fields.massKg ?? 0) - (promised.get(thing.id) ?? 0)
  const massKg = Math.min(left(offer), left(need))
  if (!(massKg > 0) || !offer.commune || !need.commune) return null
  const share = massKg / (offer.fields.massKg ?? massKg)
  const days = [offer.fields.bestBefore, need.fields.neededBy].filter(day => typeof day === 'string').sort()
  return {
    offer: offer.id,
    need: need.id,
    from: offer.commune,
    to: need.commune,
    good: offer.fields.good ?? '',
    quantity: round((offer.fields.quantity ?? 0) * share),
    unit: offer.fields.unit ?? 'kg',
    massKg: round(massKg),
    volumeM3: round((offer.fields.volumeM3 ?? 0) * share),
    urgency: need.fields.urgency ?? 'whenever',
    before: days[0] ?? null
  }
}

const round = (value: number): number => Math.round(value * 1000) / 1000

const byImportance = (a: Proposal, b: Proposal): number =>
  urgencyRank[a.urgency] - urgencyRank[b.urgency] ||
  (a.before ?? '9999').localeCompare(b.before ?? '9999') ||
  b.massKg - a.massKg ||
  (a.offer + a.need < b.offer + b.need ? -1 : 1)
