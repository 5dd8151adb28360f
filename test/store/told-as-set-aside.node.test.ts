import { afterEach, expect, test } from 'vitest'
import type { Arrival } from '../../shared/record/record-store.ts'
import { makeDevice, removeDevices } from '../record/federation.ts'
import { admitBody, communeBody, federationBody, makeScribe, offerBody } from '../record/make.ts'

afterEach(removeDevices)

const arrival: Arrival = { road: 'bundle', from: null }

test('of many entries that came in, those are told as set aside that do not count once all are there', async () => {
  const store = await makeDevice({ handle: 'Olha' })
  const founder = makeScribe()
  const commune = founder.write(communeBody('Huliaipole'))
  store.setFederation(founder.write(federationBody(commune)), new Uint8Array(32))
  // said to be many, so that evaluating all of authority may be put off
  const intake = store.intake(arrival, 50_000)
  intake.takeRun(founder.run())
  for (let i = 0; i < 20; i++) {
    const member = makeScribe()
    founder.write(admitBody(commune, member.log))
    intake.takeRun(founder.run(i + 2))
    for (let n = 0; n < 50; n++) member.write(offerBody(commune, `Good ${i}.${n}`))
    intake.takeRun(member.run())
  }
  const report = await intake.finish()
  expect(report.setAside).toBe(0)
  expect(store.list({ kind: 'offer', limit: 1 }).total).toBe(1000)
})
