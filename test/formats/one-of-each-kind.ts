import type { Store } from '../../electron/store/open-store.ts'
import type { ThingId } from '../../shared/record/entry.ts'

/** Puts that a record of this version is made of, each kind at least once; `federation` and such apart. */
export const writeOneOfEach = (store: Store, here: ThingId, there: ThingId): Record<string, ThingId> => {
  const put = (kind: string, fields: Record<string, unknown>) => store.put({ kind, fields }).id
  const flour = { good: 'Wheat flour', category: 'grain', quantity: 300, unit: 'kg', massKg: 300 }
  const offer = put('offer', { ...flour, keep: 'dry', bestBefore: '2027-05-12', note: 'У паперових мішках' })
  const need = put('need', { ...flour, quantity: 120, massKg: 120, urgency: 'soon' })
  const match = put('match', {
    ...{ offer, need, from: here, to: there, quantity: 120, massKg: 120 },
    state: 'committed'
  })
  const caravan = put('caravan', {
    ...{ name: 'Spring round', start: here, end: null, from: '2027-05-01', until: '2027-05-20' },
    ...{ speedKmh: 40, drivingHoursPerDay: 6.5, restEveryDays: 5, detourFactor: 1.3 }
  })
  put('vehicle', { caravan, name: 'Lorry', capacityKg: 3500, capacityM3: 18.25 })
  const window = { from: '2027-05-03', to: '2027-05-09' }
  const stop = put('stop', { caravan, commune: there, windows: [window], stayDays: 1.5, optional: false })
  put('road-report', { a: here, b: there, state: 'slow', seen: '2027-04-28' })
  put('plan', {
    ...{ caravan, firstDay: '2027-05-01', visits: [], restDays: ['2027-05-06'] },
    ...{ unserved: [{ stop, reason: 'no-time' }], distanceM: 81_500, drivingMin: 122 }
  })
  const assembly = put('assembly', {
    ...{ name: 'At the well', at: there, stop, caravan, date: '2027-05-04', state: 'planned' }
  })
  put('item', { assembly, title: 'The mill', proposedBy: here, affects: [here, there], timeboxMin: 30 })
  put('doc.update', { doc: assembly, part: 'agenda', update: Uint8Array.of(0, 0) })
  const holder = store.device
  const mandate = put('mandate', { holder, duty: 'facilitator', type: 'binding', until: '2027-09-01' })
  put('recall', { mandate })
  const withdrawn = put('need', { ...flour, note: 'forgotten' })
  put('forget', { entries: [withdrawn], why: 'mistake' })
  return { offer, need, match, caravan, stop, assembly }
}
