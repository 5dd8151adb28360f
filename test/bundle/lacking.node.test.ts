import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { LogId } from '#shared/record/entry.ts'
import { bytesToId } from '#shared/record/ids.ts'
import { exportBundle } from '../../electron/carry/export-bundle.ts'
import { importBundle } from '../../electron/carry/import-bundle.ts'
import { KnownHoldings } from '../../electron/carry/known-holdings.ts'
import { haveOfBundle, haveOfManifest } from '../../electron/carry/preview-bundle.ts'
import { admit, makeDevice, offerOf, removeDevices } from '../record/federation.ts'
import {
  acceptedOf,
  beginWithOffers,
  errorOf,
  exportTo,
  importInto,
  makerOf,
  now,
  removeSticks,
  temporaryStick
} from './federations.ts'

afterEach(() => {
  removeDevices()
  removeSticks()
})

/** Stepan's record, Olha who holds the same, and what Olha's stick tells of it. */
const twoAtOnce = async () => {
  const stepan = await beginWithOffers(20)
  const olha = await makeDevice({ handle: 'Olha' })
  admit(stepan, olha)
  const stick = join(temporaryStick(), 'olha.caravan')
  await exportTo(olha, stick)
  return { stepan, olha, stick }
}

describe('what somebody lacks', () => {
  it('is all that a bundle brings, and they alone can take it', async () => {
    const { stepan, olha, stick } = await twoAtOnce()
    const theirs = acceptedOf(await haveOfBundle(stick, stepan.keyring))
    for (let i = 0; i < 3; i++) stepan.put({ kind: 'offer', fields: offerOf(`salt ${i}`) })
    const path = join(temporaryStick(), 'for-olha.caravan')
    const report = acceptedOf(
      await exportBundle({ store: stepan, path, maker: makerOf(stepan, now), theirs })
    )
    expect(report.entries).toBe(3)

    expect(acceptedOf(await importInto(olha, path)).newEntries).toBe(3)
    expect(olha.stats().state).toBe(stepan.stats().state)

    const stranger = await makeDevice({ handle: 'Ivan' })
    stranger.setFederation(stepan.federation()!.id, stepan.keyring.federationSecret!)
    expect(errorOf(await importInto(stranger, path)).code).toBe('bundle-gap')
    expect(stranger.stats().entries).toBe(0)
  })

  it('is remembered of a stick that was taken in', async () => {
    const { stepan, olha, stick } = await twoAtOnce()
    const known = new KnownHoldings(stepan.local)
    acceptedOf(
      await importBundle({
        path: stick,
        store: stepan,
        keyring: stepan.keyring,
        onManifest: manifest =>
          known.remember(
            { of: 'stick', id: olha.device, handle: 'Olha', commune: null, folder: '/media/olha', at: now },
            haveOfManifest(manifest)
          )
      })
    )
    stepan.put({ kind: 'offer', fields: offerOf('salt') })
    const held = new KnownHoldings(stepan.local).holding('stick', olha.device)
    expect(stepan.countLackedBy(held!)).toBe(1)
    expect(known.list().map(({ handle, folder }) => [handle, folder])).toEqual([['Olha', '/media/olha']])
  })

  it('of a maker grows with each stick, though one tells a part only', async () => {
    const { stepan, olha } = await twoAtOnce()
    const known = new KnownHoldings(stepan.local)
    const holder = {
      of: 'stick' as const,
      id: olha.device,
      handle: 'Olha',
      commune: null,
      folder: null,
      at: 1
    }
    known.remember(holder, olha.have())
    olha.put({ kind: 'offer', fields: offerOf('honey') })
    known.remember(
      holder,
      olha.have().filter(({ log }) => log === olha.device)
    )
    expect(stepan.countLackedBy(known.holding('stick', olha.device)!)).toBe(0)
    known.remember({ ...holder, of: 'peer' }, [])
    expect(stepan.countLackedBy(known.holding('peer', olha.device)!)).toBe(stepan.stats().entries)
  })

  it('is kept of the last thirty-two alone, and of nobody with too many logs', async () => {
    const { stepan, olha } = await twoAtOnce()
    const known = new KnownHoldings(stepan.local)
    const have = olha.have()
    const ids = Array.from({ length: 40 }, () => bytesToId<LogId>(randomBytes(32)))
    for (const [at, id] of ids.entries())
      known.remember({ of: 'peer', id, handle: null, commune: null, folder: null, at }, have)
    expect(known.list()).toHaveLength(32)
    expect(known.list()[0]?.at).toBe(39)
    expect(known.holding('peer', ids[0]!)).toBeNull()
    const many = Array.from({ length: 20_001 }, () => have[0]!)
    known.remember({ of: 'peer', id: olha.device, handle: null, commune: null, folder: null, at: 99 }, many)
    expect(known.holding('peer', olha.device)).toBeNull()
  })
})
