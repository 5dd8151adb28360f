import fc from 'fast-check'
import type { Entry, EntryId, ThingId } from '../../shared/record/entry.ts'
import {
  admitBody,
  communeBody,
  federationBody,
  makeScribe,
  offerBody,
  type Scribe,
  vouchBody
} from './make.ts'

/**
 * Records made up at random: a few devices that found communes, admit, vouch, offer, put over one another
 * with partial knowledge, copy their own disk, and write what this version does not know. The first device
 * always begins the federation, so that much of it counts.
 */
export type Step =
  | { do: 'commune'; by: number }
  | { do: 'admit'; by: number; commune: number; device: number; own: boolean }
  | { do: 'vouch'; by: number; commune: number; other: number }
  | { do: 'offer'; by: number; commune: number }
  | { do: 'put'; by: number; thing: number; commune: number; saw: number; field: number; value: number }
  | { do: 'covenant'; by: number; threshold: number; saw: number }
  | { do: 'strange'; by: number; sort: number }
  | { do: 'fork'; by: number }

const n = fc.nat(40)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant('commune' as const), by: n }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('admit' as const),
      by: n,
      commune: n,
      device: n,
      own: fc.boolean()
    })
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('vouch' as const), by: n, commune: n, other: n }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('offer' as const), by: n, commune: n }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('put' as const),
      by: n,
      thing: n,
      commune: n,
      saw: fc.nat(255),
      field: n,
      value: n
    })
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('covenant' as const),
      by: n,
      threshold: fc.integer({ min: 1, max: 2 }),
      saw: fc.nat(255)
    })
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('strange' as const), by: n, sort: n }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('fork' as const), by: n }) }
)
export const steps = fc.array(step, { minLength: 1, maxLength: 60 })

export interface Scenario {
  federation: ThingId
  /** each device's log, a copied disk's log among them by itself */
  scribes: Scribe[]
  entries: Entry[]
}

const values = [
  { good: 'Flour' },
  { good: 'Barley' },
  { note: 'in paper sacks' },
  { note: null },
  { massKg: 10 },
  { massKg: 20, closed: true },
  { bestBefore: '2026-05-12' },
  // this no device takes: a good must have a name
  { good: '' }
]

export const play = (script: Step[]): Scenario => {
  const scribes: Scribe[] = Array.from({ length: 4 }, (_, i) => makeScribe(new Uint8Array(32).fill(i + 1)))
  const of = <T>(list: T[], at: number): T => list[at % list.length]!
  const founder = scribes[0]!
  const communes: ThingId[] = [founder.write(communeBody('Huliaipole'))]
  const federation = founder.write(federationBody(communes[0]!))
  const offers: { id: ThingId; puts: EntryId[] }[] = []
  const covenants: EntryId[] = [federation]
  const seen = (puts: EntryId[], mask: number) => puts.slice(-8).filter((_, i) => (mask >> i) & 1)
  for (const step of script) {
    const scribe = of(scribes, step.by)
    switch (step.do) {
      case 'commune':
        communes.push(scribe.write(communeBody(`Commune ${communes.length}`)))
        break
      case 'admit':
        scribe.write(admitBody(of(communes, step.commune), of(scribes, step.device).log, step.own))
        break
      case 'vouch':
        scribe.write(vouchBody(of(communes, step.commune), of(communes, step.other)))
        break
      case 'offer': {
        const id = scribe.write(offerBody(of(communes, step.commune), 'Rye'))
        offers.push({ id, puts: [id] })
        break
      }
      case 'put': {
        if (offers.length === 0) break
        const offer = of(offers, step.thing)
        const over = seen(offer.puts, step.saw)
        const fields = of(values, step.field * 7 + step.value)
        const commune = of(communes, step.commune)
        offer.puts.push(scribe.write({ kind: 'offer', commune, thing: offer.id, over, fields }))
        break
      }
      case 'covenant':
        covenants.push(
          scribe.write({
            kind: 'federation',
            commune: communes[0]!,
            thing: federation,
            over: seen(covenants, step.saw),
            fields: { vouchThreshold: step.threshold }
          })
        )
        break
      case 'strange':
        if (step.sort % 3 === 0) scribe.write({ kind: 'story', fields: { text: 'not yet' } })
        else if (step.sort % 3 === 1) scribe.write({ kind: 'offer', version: 99, fields: {} })
        else scribe.write({ kind: 'offer', fields: {} }, { scope: communes[0]! })
        break
      case 'fork':
        if (scribes.length < 6) scribes.push(scribe.clone())
        break
    }
  }
  const entries = new Map(scribes.flatMap(scribe => scribe.entries).map(entry => [entry.id, entry]))
  return { federation, scribes, entries: [...entries.values()] }
}
