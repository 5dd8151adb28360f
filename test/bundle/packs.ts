import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportBundle } from '../../electron/carry/export-bundle.ts'
import { travelPack } from '../../electron/carry/travel-pack.ts'
import type { Store } from '../../electron/store/open-store.ts'
import { acceptedOf, importInto, makerOf, now } from './federations.ts'

const today = '2026-05-03'

/** A caravan that calls nowhere: its travel pack brings of offers and needs nothing but headers. */
export const caravanToNowhere = (store: Store): string =>
  store.put({
    kind: 'caravan',
    fields: {
      ...{ name: 'Spring', start: store.standing().commune!.id, from: today, until: '2026-06-01' },
      ...{ speedKmh: 5, drivingHoursPerDay: 6, restEveryDays: 0, detourFactor: 1.3 }
    }
  }).id

export const packTo = async (store: Store, caravan: string, path: string) =>
  acceptedOf(
    await exportBundle({
      store,
      path,
      maker: makerOf(store, now),
      goesAlong: travelPack(store, caravan, today)
    })
  )

/** `to` takes a travel pack of all that `from` holds, and holds offers without what they say. */
export const packInto = async (from: Store, to: Store): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'chumak-pack-'))
  const path = join(folder, 'pack.caravan')
  await packTo(from, caravanToNowhere(from), path)
  acceptedOf(await importInto(to, path))
  rmSync(folder, { recursive: true })
}
