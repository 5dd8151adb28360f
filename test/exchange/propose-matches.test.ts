import { describe, expect, it } from 'vitest'
import { goodWords, sameGood } from '#shared/exchange/good-name.ts'
import { type Given, proposeMatches } from '#shared/exchange/propose-matches.ts'
import type { ThingId } from '#shared/record/entry.ts'

const id = (name: string) => name.padEnd(43, '0') as ThingId

const offer = (name: string, at: string, fields: Partial<Given<'offer'>['fields']>): Given<'offer'> => ({
  id: id(name),
  commune: id(at),
  fields: { good: 'Flour', quantity: 300, unit: 'kg', massKg: 300, volumeM3: 0.6, ...fields }
})
const need = (name: string, at: string, fields: Partial<Given<'need'>['fields']>): Given<'need'> => ({
  id: id(name),
  commune: id(at),
  fields: { good: 'Flour', quantity: 100, unit: 'kg', massKg: 100, urgency: 'whenever', ...fields }
})
const options = { today: '2026-05-01', limit: 100 }

describe('names of goods', () => {
  it('compare by their words, whatever the case, order and accents', () => {
    expect(sameGood(goodWords('Wheat flour'), goodWords('FLOUR (wheat)'))).toBe(true)
    expect(sameGood(goodWords('crème'), goodWords('Creme'))).toBe(true)
    expect(sameGood(goodWords('flour'), goodWords('Wheat flour'))).toBe(true)
    expect(sameGood(goodWords('Wheat flour'), goodWords('Rye flour'))).toBe(false)
  })

  it('keep й and ї apart from и and і', () => {
    expect(goodWords('Чай')).toEqual(['чай'])
    expect(goodWords('їжа')).toEqual(['їжа'])
    expect(goodWords('ЧАЙ')).not.toEqual(goodWords('чаи'))
  })
})

describe('proposed matches', () => {
  it('never leave a commune to itself', () => {
    expect(proposeMatches([offer('o', 'orikhiv', {})], [need('n', 'orikhiv', {})], [], options)).toEqual([])
  })

  it('carry what both ends can, in the unit of the offer', () => {
    const sacks = offer('o', 'orikhiv', { quantity: 12, unit: 'sacks', massKg: 300 })
    const [proposal] = proposeMatches([sacks], [need('n', 'polohy', {})], [], options)
    expect(proposal).toMatchObject({
      quantity: 4,
      unit: 'sacks',
      massKg: 100,
      volumeM3: 0.2,
      from: id('orikhiv'),
      to: id('polohy')
    })
  })

  it('leave out what is promised already, and count a cancelled promise as none', () => {
    const match = (state: 'committed' | 'cancelled'): Given<'match'> => ({
      id: id('m'),
      commune: id('orikhiv'),
      fields: { offer: id('o'), need: id('other'), massKg: 250, state }
    })
    const propose = (state: 'committed' | 'cancelled') =>
      proposeMatches([offer('o', 'orikhiv', {})], [need('n', 'polohy', {})], [match(state)], options)[0]
        ?.massKg
    expect(propose('committed')).toBe(50)
    expect(propose('cancelled')).toBe(100)
  })

  it('put the urgent first, then what spoils first', () => {
    const offers = [
      offer('late', 'orikhiv', { bestBefore: '2026-09-01' }),
      offer('early', 'tokmak', { bestBefore: '2026-06-01' })
    ]
    const needs = [need('calm', 'polohy', {}), need('urgent', 'mezhova', { urgency: 'urgent' })]
    const order = proposeMatches(offers, needs, [], options).map(p => [p.need, p.offer])
    expect(order).toEqual([
      [id('urgent'), id('early')],
      [id('urgent'), id('late')],
      [id('calm'), id('early')],
      [id('calm'), id('late')]
    ])
  })

  it('leave out what is closed, spoiled or no longer needed', () => {
    const fresh = need('n', 'polohy', {})
    expect(proposeMatches([offer('o', 'orikhiv', { closed: true })], [fresh], [], options)).toEqual([])
    expect(
      proposeMatches([offer('o', 'orikhiv', { bestBefore: '2026-04-30' })], [fresh], [], options)
    ).toEqual([])
    expect(
      proposeMatches(
        [offer('o', 'orikhiv', {})],
        [need('n', 'polohy', { neededBy: '2026-04-30' })],
        [],
        options
      )
    ).toEqual([])
  })
})
