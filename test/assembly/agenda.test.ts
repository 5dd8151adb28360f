import { describe, expect, it } from 'vitest'
import { type AgendaPoint, agendaMinutes, itemChanges } from '#shared/assembly/agenda.ts'
import { staysHome } from '#shared/assembly/subsidiarity.ts'

describe('subsidiarity', () => {
  it('keeps at home what touches fewer than two communes, however often one is named', () => {
    expect(staysHome([])).toBe(true)
    expect(staysHome(['orikhiv'])).toBe(true)
    expect(staysHome(['orikhiv', 'orikhiv'])).toBe(true)
    expect(staysHome(['orikhiv', 'polohy'])).toBe(false)
  })
})

describe('a point of the agenda', () => {
  const point: AgendaPoint = {
    item: 'i',
    title: 'Roads',
    note: '',
    proposedBy: 'orikhiv',
    affects: ['orikhiv', 'polohy'],
    timeboxMin: 20
  }
  const held = { title: 'Roads', affects: ['orikhiv', 'polohy'], timeboxMin: 20 }

  it('puts nothing where the record says the same', () => {
    expect(itemChanges(held, point)).toBeNull()
  })

  it('puts only what differs', () => {
    expect(itemChanges(held, { ...point, timeboxMin: 30 })).toEqual({ timeboxMin: 30 })
    expect(itemChanges(held, { ...point, affects: ['orikhiv'] })).toEqual({ affects: ['orikhiv'] })
  })

  it('comes back when it was taken off and put on again', () => {
    expect(itemChanges({ ...held, dropped: true }, point)).toEqual({ dropped: false })
  })

  it('adds its minutes to the others', () => {
    expect(agendaMinutes([point, { timeboxMin: 15 }])).toBe(35)
  })
})
