import { useMemo } from 'react'
import { earlierJourneys } from '#shared/caravan/fairness-of.ts'
import { unreplaced } from '#shared/caravan/held.ts'
import type { CaravanRows } from '#shared/caravan/problem-of.ts'
import { roadsOf } from '#shared/caravan/roads.ts'
import type { Row } from '#shared/contract.ts'
import { useCommunes } from '../../queries/names.ts'
import { useRows } from '../../queries/rows.ts'

const most = 10_000
/** as many values as one condition takes */
const mostOneOf = 500

export interface CaravanView {
  /** newest first */
  caravans: Row<'caravan'>[]
  communes: ReadonlyMap<string, Row<'commune'>>
  reports: Row<'road-report'>[]
  /** null while none is chosen or its rows are on the way */
  chosen: {
    caravan: Row<'caravan'>
    stops: Row<'stop'>[]
    /** those that travel */
    vehicles: Row<'vehicle'>[]
    rows: CaravanRows
    adopted: Row<'plan'> | null
    /** all plans that hold: more than one where two devices adopted without knowing of each other */
    standing: Row<'plan'>[]
  } | null
  loading: boolean
  error: unknown
}

/** Everything the Caravan area shows, of the caravan with this id or else the newest. */
export const useCaravan = (wanted: string | null): CaravanView => {
  const communes = useCommunes()
  const caravans = useRows({ kind: 'caravan', limit: most })
  const caravan = caravans.data?.rows.find(row => row.id === wanted) ?? caravans.data?.rows[0] ?? null
  const ofThis = [{ field: 'caravan', is: caravan?.id ?? null }]
  const stops = useRows({ kind: 'stop', where: ofThis, limit: most }, !!caravan)
  const vehicles = useRows({ kind: 'vehicle', where: ofThis, limit: most }, !!caravan)
  const matches = useRows({ kind: 'match', where: [{ field: 'state', is: 'committed' }], limit: most })
  const givers = useMemo(
    () => [...new Set(matches.data?.rows.flatMap(row => row.fields.from ?? []))].slice(0, mostOneOf),
    [matches.data]
  )
  const offers = useRows(
    { kind: 'offer', where: [{ field: 'commune', oneOf: givers }], limit: most },
    givers.length > 0
  )
  const reports = useRows({ kind: 'road-report', limit: most })
  const plans = useRows({ kind: 'plan', limit: most })
  const assemblies = useRows({ kind: 'assembly', limit: most })

  const chosen = useMemo(() => {
    if (
      !caravan ||
      !stops.data ||
      !vehicles.data ||
      !matches.data ||
      !reports.data ||
      !plans.data ||
      !assemblies.data
    )
      return null
    // While another caravan's rows are still shown in place of this one's, nothing is.
    if (stops.data.rows.some(row => row.fields.caravan !== caravan.id)) return null
    // A load is named by its offer, and a plan keeps the name: none is made before the names are there.
    const offered = new Map((offers.data?.rows ?? []).map(row => [row.id as string, row]))
    const unnamed = matches.data.rows.some(({ fields }) => fields.offer && !offered.has(fields.offer))
    if (unnamed && givers.length > 0 && (!offers.data || offers.isPlaceholderData)) return null
    const own = plans.data.rows.filter(row => row.fields.caravan === caravan.id)
    const standing = unreplaced(own)
    const adopted = standing.at(-1) ?? null
    const elsewhere = new Set(
      unreplaced(plans.data.rows.filter(row => row.fields.caravan !== caravan.id)).flatMap(row =>
        (row.fields.visits ?? []).flatMap(visit => visit.loads.map(load => load.match))
      )
    )
    const rows: CaravanRows = {
      caravan,
      vehicles: vehicles.data.rows,
      stops: stops.data.rows,
      communes,
      matches: matches.data.rows.filter(row => !elsewhere.has(row.id)),
      offers: offered,
      roads: roadsOf(reports.data.rows),
      adopted,
      earlier: earlierJourneys(caravan, caravans.data?.rows ?? [], plans.data.rows),
      assemblies: assemblies.data.rows
    }
    return {
      caravan,
      stops: stops.data.rows,
      vehicles: vehicles.data.rows.filter(vehicle => !vehicle.fields.dropped),
      rows,
      adopted,
      standing
    }
  }, [
    caravan,
    caravans.data,
    communes,
    stops.data,
    vehicles.data,
    matches.data,
    givers,
    offers.data,
    offers.isPlaceholderData,
    reports.data,
    plans.data,
    assemblies.data
  ])

  return {
    caravans: caravans.data?.rows ?? [],
    communes,
    reports: reports.data?.rows ?? [],
    chosen,
    loading: caravans.isPending || (!!caravan && !chosen),
    error:
      caravans.error ??
      stops.error ??
      vehicles.error ??
      matches.error ??
      offers.error ??
      reports.error ??
      plans.error ??
      assemblies.error
  }
}
