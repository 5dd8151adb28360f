import type { Problem, Shipment, Stop } from '#shared/planner/problem'
import { Random } from '#shared/planner/search/random'

/** A customer of a made-up instance: coordinates, when service may begin, and how long it lasts. */
interface Customer {
  readonly x: number
  readonly y: number
  readonly demand: number
  readonly ready: number
  readonly due: number
  readonly service: number
}

/** As in Solomon (1987): the depot's place and closing, capacity, service, and the width of windows. */
const SOLOMON = {
  R1: { depot: [35, 35], closes: 230, capacity: 200, service: 10, width: [10, 90] },
  R2: { depot: [35, 35], closes: 1_000, capacity: 1_000, service: 10, width: [100, 300] },
  C1: { depot: [40, 50], closes: 1_236, capacity: 200, service: 90, width: [60, 240] },
  C2: { depot: [40, 50], closes: 3_390, capacity: 700, service: 90, width: [160, 640] },
  RC1: { depot: [40, 50], closes: 240, capacity: 200, service: 10, width: [30, 90] },
  RC2: { depot: [40, 50], closes: 960, capacity: 1_000, service: 10, width: [60, 240] }
} as const

export type SolomonClass = keyof typeof SOLOMON

export interface SolomonShape {
  readonly kind: SolomonClass
  readonly customers: number
  /** Share of customers with a window; the others only have to be reached and left in time. */
  readonly windows: number
  readonly seed: number
}

const way = (a: { x: number; y: number }, b: { x: number; y: number }) =>
  Math.sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y))

/** The depot first. */
function solomonCustomers({ kind, customers, windows, seed }: SolomonShape): Customer[] {
  const random = new Random(seed)
  const { depot, closes, capacity, service, width } = SOLOMON[kind]
  const [x, y] = depot
  const home: Customer = { x, y, demand: 0, ready: 0, due: closes, service: 0 }
  const span = 70 * Math.sqrt(customers / 100)
  const clusters = Array.from({ length: Math.ceil(customers / 10) }, () => ({
    x: random.below(span + 20),
    y: random.below(span + 20)
  }))
  const clustered = kind.startsWith('RC') ? 0.5 : kind.startsWith('C') ? 1 : 0
  const meanWidth = width[0] + random.next() * (width[1] - width[0])
  const made: Customer[] = [home]
  for (let i = 0; i < customers; i++) {
    const cluster = clusters[Math.floor(i / 10)]!
    const at =
      i < clustered * customers
        ? { x: cluster.x + random.below(11) - 5, y: cluster.y + random.below(11) - 5 }
        : { x: random.below(span), y: random.below(span) }
    const out = way(home, at)
    const latest = closes - out - service
    const centre = out + random.next() * (latest - out)
    const half = (meanWidth * (0.7 + 0.6 * random.next())) / 2
    const open = random.next() < windows
    made.push({
      ...at,
      // The mean load of a vehicle is what Solomon's are: about ten customers of the first kind, thirty of the second.
      demand: Math.min(capacity, 1 + random.below(clustered === 1 ? 36 : 29)),
      ready: open ? Math.floor(Math.max(0, centre - half)) : 0,
      due: Math.floor(open ? Math.min(latest, Math.max(centre + half, out + 1)) : latest),
      service
    })
  }
  return clustered === 1 ? windowsAlongClusters(made, 10, meanWidth, windows, random) : made
}

/** In clustered classes windows lie around the times at which a vehicle going round the cluster would come. */
function windowsAlongClusters(
  customers: readonly Customer[],
  size: number,
  width: number,
  share: number,
  random: Random
): Customer[] {
  const [home, ...rest] = customers as [Customer, ...Customer[]]
  const made = [home]
  for (let from = 0; from < rest.length; from += size) {
    let at: Customer = home
    let time = random.next() * 0.3 * home.due
    const left = rest.slice(from, from + size)
    while (left.length > 0) {
      left.sort((a, b) => way(at, a) - way(at, b))
      const next = left.shift()!
      time += way(at, next)
      const latest = home.due - way(next, home) - next.service
      const open = random.next() < share && time + width / 2 < latest
      made.push({
        ...next,
        ready: open ? Math.floor(Math.max(0, time - width / 2)) : 0,
        due: Math.floor(open ? time + width / 2 : latest)
      })
      time += next.service
      at = next
    }
  }
  return made
}

function euclidean(customers: readonly Customer[]): Problem['matrix'] {
  const size = customers.length
  const costs = new Float64Array(size * size)
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) costs[i * size + j] = way(customers[i]!, customers[j]!)
  return { size, durationS: costs, distanceM: costs }
}

const fleet = (vehicles: number, capacity: number, closes: number) =>
  Array.from({ length: vehicles }, (_, i) => ({
    id: `vehicle ${i + 1}`,
    startPlace: '0',
    endPlace: '0',
    massKg: capacity,
    untilS: closes
  }))

/** Like the files of Solomon (1987): the depot is place 0, every customer brings something to it. */
export function solomonLike(shape: SolomonShape, vehicles: number): Problem {
  const customers = solomonCustomers(shape)
  const { capacity, closes } = SOLOMON[shape.kind]
  const stops = customers.map(
    (customer, i): Stop => ({
      id: String(i),
      place: String(i),
      serviceS: customer.service,
      windows: [{ fromS: customer.ready, untilS: customer.due }],
      visit: 'forLoads'
    })
  )
  return {
    places: stops.map(({ id }) => ({ id })),
    matrix: euclidean(customers),
    vehicles: fleet(vehicles, capacity, closes),
    stops: stops.slice(1).map(stop => ({ ...stop, serviceS: undefined })),
    shipments: customers.slice(1).map(
      (customer, i): Shipment => ({
        id: String(i + 1),
        pickup: String(i + 1),
        massKg: customer.demand,
        loadS: customer.service
      })
    )
  }
}

/** Like the files of Li and Lim (2001): customers that one vehicle could serve one after the other are paired. */
export function liLimLike(shape: SolomonShape, vehicles: number): Problem {
  const customers = solomonCustomers(shape)
  const random = new Random(shape.seed + 1)
  const { capacity, closes } = SOLOMON[shape.kind]
  const plain = solomonLike(shape, vehicles)
  const shipments: Shipment[] = []
  for (const route of nearestInTime(customers, capacity)) {
    const left = [...route]
    while (left.length > 1) {
      const pickup = left.shift()!
      const [delivery] = left.splice(random.below(left.length), 1)
      const { demand, service } = customers[pickup]!
      shipments.push({
        id: `${pickup}–${delivery}`,
        pickup: String(pickup),
        delivery: String(delivery),
        massKg: demand,
        loadS: service,
        unloadS: service
      })
    }
  }
  return { ...plain, vehicles: fleet(vehicles, capacity, closes), shipments }
}

/** Routes made one after the other by going where one can begin soonest. */
function nearestInTime(customers: readonly Customer[], capacity: number): number[][] {
  const left = new Set(customers.keys())
  left.delete(0)
  const routes: number[][] = []
  while (left.size > 0) {
    const route: number[] = []
    let at = 0
    let time = 0
    let load = 0
    for (;;) {
      let next = -1
      let soonest = Infinity
      for (const i of left) {
        const customer = customers[i]!
        const begins = Math.max(customer.ready, time + way(customers[at]!, customer))
        const home = begins + customer.service + way(customer, customers[0]!)
        const fits = begins <= customer.due && load + customer.demand <= capacity && home <= customers[0]!.due
        if (fits && begins < soonest) [next, soonest] = [i, begins]
      }
      if (next < 0) break
      route.push(next)
      left.delete(next)
      time = soonest + customers[next]!.service
      load += customers[next]!.demand
      at = next
    }
    if (route.length === 0) break
    routes.push(route)
  }
  return routes
}

export interface TsptwShape {
  readonly customers: number
  /** Widest window; centres are the times of a short tour, as in Dumas et al. (1995). */
  readonly width: number
  readonly seed: number
  /** Costs there and back differ. */
  readonly asymmetric?: boolean
}

/** Like the files of Dumas et al., Gendreau et al. and, asymmetric, Ascheuer: one vehicle, costs that include the service. */
export function tsptwLike({ customers, width, seed, asymmetric }: TsptwShape): Problem {
  const random = new Random(seed)
  const points = Array.from({ length: customers + 1 }, () => ({ x: random.below(51), y: random.below(51) }))
  const size = points.length
  const costs = new Float64Array(size * size)
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++)
      if (i !== j)
        costs[i * size + j] = Math.floor(way(points[i]!, points[j]!)) + (asymmetric ? random.below(15) : 0)
  closeTriangles(costs, size)
  const order = secondNearest(costs, size)
  const windows = new Array<{ fromS: number; untilS: number }>(size)
  let time = 0
  order.forEach((node, i) => {
    if (i > 0) time += costs[order[i - 1]! * size + node]!
    const before = random.below(width / 2 + 1)
    const after = random.below(width / 2 + 1)
    windows[node] = { fromS: Math.max(0, time - before), untilS: time + after }
  })
  const stops = Array.from({ length: customers }, (_, i) => ({
    id: String(i + 1),
    place: String(i + 1),
    windows: [windows[i + 1]!]
  }))
  return {
    places: points.map((_, i) => ({ id: String(i) })),
    matrix: { size, durationS: costs, distanceM: costs },
    vehicles: [{ id: 'vehicle 1', startPlace: '0', endPlace: '0' }],
    stops,
    shipments: []
  }
}

function closeTriangles(costs: Float64Array, size: number): void {
  for (let k = 0; k < size; k++)
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++)
        costs[i * size + j] = Math.min(costs[i * size + j]!, costs[i * size + k]! + costs[k * size + j]!)
}

/** From the depot always to the second nearest of those left, as in Dumas et al. */
function secondNearest(costs: Float64Array, size: number): number[] {
  const order = [0]
  const left = Array.from({ length: size - 1 }, (_, i) => i + 1)
  while (left.length > 0) {
    const at = order.at(-1)!
    left.sort((a, b) => costs[at * size + a]! - costs[at * size + b]! || a - b)
    order.push(...left.splice(Math.min(1, left.length - 1), 1))
  }
  return order
}

export interface CraneShape {
  readonly customers: number
  /** The last job is given out when this many times the work of all is over: the higher, the more waiting. */
  readonly spread: number
  readonly seed: number
}

/**
 * Like the files of Ascheuer, Fischetti and Grötschel (2001): a stacker crane that carries things from one place of
 * a warehouse to another. A job's cost is its own work and the empty way to where the next one begins, so that there
 * and back differ and many ways cost the same; windows are narrow or very wide.
 */
export function craneLike({ customers, spread, seed }: CraneShape): Problem {
  const random = new Random(seed)
  const slot = () => ({ x: random.below(40), y: random.below(12) })
  const jobs = Array.from({ length: customers }, () => ({
    from: slot(),
    to: slot(),
    work: 35 + random.below(45)
  }))
  const size = customers + 1
  const costs = new Float64Array(size * size)
  jobs.forEach((job, i) => {
    costs[(i + 1) * size] = job.work
    jobs.forEach(({ from }, j) => {
      const empty = Math.max(Math.abs(job.to.x - from.x), 2 * Math.abs(job.to.y - from.y))
      if (i !== j) costs[(i + 1) * size + j + 1] = job.work + empty
    })
  })
  const horizon = spread * jobs.reduce((sum, job) => sum + job.work, 0)
  const opens = jobs.map(() => random.below(horizon)).sort((a, b) => a - b)
  let time = 0
  const stops = opens.map((fromS, i): Stop => {
    time = Math.max(fromS, time)
    const width = random.next() < 0.4 ? 600 : random.below(0.6 * horizon)
    const untilS = Math.max(time, fromS + width)
    time += costs[(i + 1) * size + i + 2] ?? 0
    return { id: String(i + 1), place: String(i + 1), windows: [{ fromS, untilS }] }
  })
  return {
    places: Array.from({ length: size }, (_, i) => ({ id: String(i) })),
    matrix: { size, durationS: costs, distanceM: costs },
    vehicles: [{ id: 'vehicle 1', startPlace: '0', endPlace: '0' }],
    stops,
    shipments: []
  }
}
