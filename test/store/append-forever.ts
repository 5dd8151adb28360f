import { writeSync } from 'node:fs'
import { openStore } from '../../electron/store/open-store.ts'
import { beginFederation, offerOf, testPassphrase } from '../record/federation.ts'
import { communeBody, makeScribe, offerBody } from '../record/make.ts'

/**
 * Run as a process of its own, to be killed: writes to the record of the home it is given until it ends,
 * and says after each durable write how many entries are acknowledged.
 */
const [home, perRun] = [process.argv[2]!, Number(process.argv[3])]
const store = await openStore({ home, passphrase: testPassphrase })
if (!store.federation()) beginFederation(store)
for (;;) {
  const scribe = makeScribe()
  const commune = scribe.write(communeBody('Orikhiv'))
  for (let i = 1; i < perRun; i++) scribe.write(offerBody(commune, `Good ${i}`))
  store.appendRun(scribe.run(), { road: 'bundle', from: null })
  store.put({ kind: 'vouch', fields: { for: commune } })
  store.put({ kind: 'offer', fields: offerOf('Flour') })
  writeSync(1, `${store.have().reduce((sum, { heads }) => sum + heads[0]!.seq, 0)}\n`)
}
