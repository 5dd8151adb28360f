import { afterEach, expect, test } from 'vitest'
import type { EntryId } from '../../shared/record/entry.ts'
import {
  beginFederation,
  foundCommune,
  give,
  makeDevice,
  offerOf,
  removeDevices,
  vouchFor
} from '../record/federation.ts'

afterEach(removeDevices)

const all = { after: 0, until: Number.MAX_SAFE_INTEGER }

/** Stepan's and Olha's communes, both in, both holding the same. */
const two = async () => {
  const [stepan, olha] = [await makeDevice({ handle: 'Stepan' }), await makeDevice({ handle: 'Olha' })]
  beginFederation(stepan)
  foundCommune(olha, 'Orikhiv')
  vouchFor(stepan, olha)
  return [stepan, olha] as const
}

test('what came since is told apart: new, changed, contested, and nothing of before', async () => {
  const [stepan, olha] = await two()
  stepan.put({ kind: 'offer', fields: offerOf('Old salt') })
  const flour = stepan.put({ kind: 'offer', fields: offerOf('Flour') })
  const assembly = stepan.put({
    kind: 'assembly',
    fields: { name: 'Spring', at: stepan.standing().commune!.id, date: '2027-05-12', state: 'planned' }
  })
  give(stepan, olha)
  // both put over the same, and neither saw the other
  olha.put({ kind: 'assembly', thing: assembly.id, fields: { name: 'Summer' } })
  stepan.put({ kind: 'assembly', thing: assembly.id, fields: { name: 'Autumn' } })
  stepan.put({ kind: 'offer', thing: flour.id, fields: { quantity: 12 } })
  const honey = stepan.put({ kind: 'offer', fields: offerOf('Honey') })

  const after = olha.lastArrival()
  give(stepan, olha)
  const stretch = { after, until: olha.lastArrival() }
  const arrived = olha.arrived(stretch)
  const ids = ({ rows, total }: { rows: { id: string }[]; total: number }) => {
    expect(rows).toHaveLength(total)
    return rows.map(({ id }) => id).sort()
  }
  expect(ids(arrived.added)).toEqual([honey.id])
  expect(ids(arrived.changed)).toEqual([flour.id, assembly.id].sort())
  expect(ids(arrived.contested)).toEqual([assembly.id])
  expect(olha.aside(stretch)).toEqual({ entries: [], total: 0 })
  // a later arrival is none of it
  stepan.put({ kind: 'offer', fields: offerOf('Later') })
  give(stepan, olha)
  expect(ids(olha.arrived(stretch).added)).toEqual([honey.id])
})

test('long lists are cut and say how many there are', async () => {
  const [stepan, olha] = await two()
  for (let i = 0; i < 230; i++) stepan.put({ kind: 'offer', fields: offerOf(`Good ${i}`) })
  const after = olha.lastArrival()
  give(stepan, olha)
  const { added } = olha.arrived({ after, until: olha.lastArrival() })
  expect(added.total).toBe(230)
  expect(added.rows).toHaveLength(200)
})

test('what is set aside says who wrote it, what it is and why; and stops when it counts', async () => {
  const [stepan, olha] = await two()
  const petro = await makeDevice({ handle: 'Petro' })
  const commune = foundCommune(petro, 'Polohy')
  petro.setFederation(stepan.federation()!.id, new Uint8Array(32).fill(7))
  give(stepan, petro)
  // as an app without these rules would write it
  const entry = petro.write({ kind: 'offer', version: 1, commune, fields: offerOf('Beans') })
  give(petro, olha)
  expect(olha.aside(all)).toEqual({
    total: 1,
    entries: [
      {
        entry: entry.id,
        author: petro.device,
        commune,
        communeName: 'Polohy',
        claimedAt: entry.header.claimedAt,
        kind: 'offer',
        reason: 'commune-not-in'
      }
    ]
  })
  expect(olha.explain(entry.id)).toMatchObject({
    kind: 'offer',
    begins: true,
    rule: 'federated-member',
    reason: 'commune-not-in',
    communeName: 'Polohy',
    seq: 2
  })
  olha.put({ kind: 'vouch', fields: { for: commune } })
  expect(olha.aside(all).total).toBe(0)
  expect(olha.explain(entry.id)).toMatchObject({ reason: null })
  expect(olha.explain('A'.repeat(43) as EntryId)).toBeNull()
})
