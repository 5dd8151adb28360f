import type { Problem, Shipment, Vehicle } from '#shared/planner/problem'
import { closes, DAY_H, HOUR_S, type Node, nodesOf, refuseWhatCannotBeStated } from './exact-nodes'
import { LinearModel, sum, type Term } from './linear-model'

/**
 * A caravan's season as a mixed-integer program, written from the rules in docs/planner.md alone: nothing of
 * the search or of the evaluator is used. Hours and kilometres.
 *
 * What it states. Each thing to do (a visit, a loading, an unloading) is a node that one vehicle comes to at
 * most once. `x` is a leg driven by a vehicle on a day, wholly within that day's hours, from `P` on; all legs
 * of a day fit into its hours of driving; `z` is a step between two things at one place. `T` is when a thing
 * begins, `y` on which day: in one of its windows and, if it takes less than a day, within the day's hours; a
 * stay of whole days runs through. `w` marks days with driving or service, of a restful stay the first and the
 * last alone; of any N days running at most N - 1 are marked. `Q` is what is on board after a thing, in each
 * dimension. A delivery is by the vehicle of the pick-up, after it, and not longer after it than may be.
 * Waiting and resting may come at any time, so the optimum is over all schedules, not the earliest ones alone.
 *
 * What it cannot state, and refuses: nights on the road (every leg has to fit into a day), stays of more than
 * the day's hours that are not whole days, tours without a last day, slow legs and legs closed for parts of
 * days, fixed orders, and a `wantedByS` at stops with loads.
 */
export function exactOptimum(problem: Problem): ExactOptimum | undefined {
  refuseWhatCannotBeStated(problem)
  return new SeasonModel(problem).solve()
}

/** By goal, in the planner's units (seconds, metres); each is least with those before it held. */
export interface ExactOptimum {
  readonly serve: number
  readonly onTime: number
  readonly fair: number
  readonly short: number
}

const SECOND_H = 1 / HOUR_S
const DIMENSIONS = ['massKg', 'volumeM3', 'coldM3'] as const
/** Weights, hours and kilometres closer than this are the same; well below the minutes and metres of the data. */
const SLACK = 1e-4
const START = -1
const HOME = -2

interface Arc {
  readonly k: number
  readonly tail: number
  readonly head: number
  /** 0 for a step at one place. */
  readonly hours: number
  readonly km: number
  /** By day; a step has one without a day. */
  readonly uses: readonly { readonly name: string; readonly day: number }[]
}

class SeasonModel {
  private readonly model = new LinearModel()
  private readonly nodes: readonly Node[]
  private readonly vehicles: readonly Vehicle[]
  private readonly arcs: readonly Arc[]
  private readonly days: number
  private readonly horizonH: number

  constructor(private readonly problem: Problem) {
    this.vehicles = problem.vehicles
    this.days = Math.ceil(Math.max(...problem.vehicles.map(one => one.untilS!)) / (DAY_H * HOUR_S))
    this.horizonH = this.days * DAY_H
    this.nodes = nodesOf(problem, this.horizonH)
    this.arcs = this.vehicles.flatMap((_, k) => this.arcsOf(k))
  }

  solve(): ExactOptimum | undefined {
    for (const node of this.nodes) this.stateNode(node)
    this.vehicles.forEach((vehicle, k) => {
      this.stateWay(vehicle, k)
      this.stateServices(vehicle, k)
      this.stateHome(vehicle, k)
      this.stateRest(vehicle, k)
      this.stateLoads(vehicle, k)
    })
    for (const arc of this.arcs) this.stateOrder(arc)
    for (const shipment of this.problem.shipments) this.stateShipment(shipment)
    return this.minimise()
  }

  /** Legs between different places on each day when they can be, steps within a place. */
  private arcsOf(k: number): Arc[] {
    const vehicle = this.vehicles[k]!
    const { places, matrix, legRules = [] } = this.problem
    const row = (place: string) => places.findIndex(one => one.id === place)
    const made: Arc[] = []
    const add = (tail: number, head: number, from: string, to: string) => {
      const cell = row(from) * matrix.size + row(to)
      const hours = from === to ? 0 : (matrix.durationS[cell]! * (vehicle.durationFactor ?? 1)) / HOUR_S
      const km = from === to ? 0 : matrix.distanceM[cell]! / 1_000
      if (hours === Infinity) return
      const [earliest, latest] = [this.earliestH(tail, k), this.latestH(head, k)]
      const days = Array.from({ length: this.days }, (_, d) => d).filter(
        d =>
          (d + 1) * DAY_H > earliest &&
          d * DAY_H <= latest &&
          !legRules.some(rule => closes(rule, from, to, d))
      )
      const name = `${k}_${tail === START ? 'S' : tail}_${head === HOME ? 'H' : head}`
      const uses =
        hours === 0
          ? [{ name: this.model.binary(`z${name}`), day: -1 }]
          : days.map(day => ({ name: this.model.binary(`x${name}_${day}`), day }))
      made.push({ k, tail, head, hours, km, uses })
    }
    const mine = this.nodes.filter(node => node.only === undefined || node.only === vehicle.id)
    for (const head of mine) {
      add(START, head.n, vehicle.startPlace, head.place)
      for (const tail of mine) if (tail !== head) add(tail.n, head.n, tail.place, head.place)
      if (vehicle.endPlace !== undefined) add(head.n, HOME, head.place, vehicle.endPlace)
    }
    return made
  }

  private earliestH(node: number, k: number): number {
    const fromH = (this.vehicles[k]!.fromS ?? 0) / HOUR_S
    return node === START ? fromH : Math.max(fromH, this.nodes[node]!.windows[0]?.fromH ?? 0)
  }

  private latestH(node: number, k: number): number {
    const untilH = this.vehicles[k]!.untilS! / HOUR_S
    return node === HOME ? untilH : Math.min(untilH, this.nodes[node]!.windows.at(-1)?.untilH ?? untilH)
  }

  /** When a thing may begin at all, whichever vehicle does it. */
  private boundsH(n: number): readonly [number, number] {
    const { windows } = this.nodes[n]!
    const fromH = Math.min(...this.vehicles.map(one => one.fromS ?? 0)) / HOUR_S
    return [Math.max(fromH, windows[0]?.fromH ?? 0), windows.at(-1)?.untilH ?? this.horizonH]
  }

  private into(head: number, k?: number): Arc[] {
    return this.arcs.filter(arc => arc.head === head && (k === undefined || arc.k === k))
  }

  private out(tail: number, k: number): Arc[] {
    return this.arcs.filter(arc => arc.tail === tail && arc.k === k)
  }

  /** `s`: it is done, once, in one of its windows. */
  private stateNode({ n, windows }: Node): void {
    const { model } = this
    const [earliestH, latestH] = this.boundsH(n)
    const [done, begins] = [model.binary(`s${n}`), model.continuous(`T${n}`, earliestH, latestH)]
    model.continuous(`P${n}`, 0, latestH)
    model.continuous(`U${n}`, 0, this.nodes.length)
    model.constrain(sum(...uses(this.into(n)), [-1, done]), '=', 0)
    const open = windows.map((_, w) => model.binary(`h${n}_${w}`))
    model.constrain(sum(...open.map((name): Term => [1, name]), [-1, done]), '=', 0)
    model.constrain(sum([1, begins], ...open.map((name, w): Term => [-windows[w]!.fromH, name])), '>=', 0)
    const late = open.map((name, w): Term => [latestH - windows[w]!.untilH, name])
    model.constrain(sum([1, begins], ...late), '<=', latestH)
  }

  /** One way through the things a vehicle does; its legs by day, in the day's hours and hours of driving. */
  private stateWay(vehicle: Vehicle, k: number): void {
    const { model, horizonH } = this
    const { startS, endS, drivingS } = vehicle.day!
    for (let d = 0; d < this.days; d++) model.binary(`w${k}_${d}`)
    model.constrain(sum(...uses(this.out(START, k))), '<=', 1)
    for (const { n } of this.nodes) {
      const flow = sum(...uses(this.into(n, k)), ...uses(this.out(n, k), -1))
      model.constrain(flow, vehicle.endPlace === undefined ? '>=' : '=', 0)
    }
    for (let d = 0; d < this.days; d++) {
      const driven = this.arcs.filter(arc => arc.k === k)
      model.constrain(sum(...driven.flatMap(arc => uses([arc], arc.hours, d))), '<=', drivingS / HOUR_S)
    }
    model.continuous(`PH${k}`, 0, horizonH)
    for (const head of [...this.nodes.map(node => node.n), HOME]) {
      const arcs = this.into(head, k).filter(arc => arc.hours > 0)
      if (arcs.length === 0) continue
      const departs = head === HOME ? `PH${k}` : `P${head}`
      const terms = (term: (arc: Arc, day: number) => number) =>
        arcs.flatMap(arc => arc.uses.map((use): Term => [term(arc, use.day), use.name]))
      model.constrain(sum([1, departs], ...terms((_, day) => -(day * DAY_H + startS / HOUR_S))), '>=', 0)
      const [earliestH, latestH] = head === HOME ? [0, horizonH] : this.boundsH(head)
      model.constrain(
        sum([1, departs], ...terms((arc, day) => arc.hours + latestH - (day * DAY_H + endS / HOUR_S))),
        '<=',
        latestH
      )
      if (head !== HOME)
        model.constrain(
          sum([1, departs], [-1, `T${head}`], ...terms(arc => arc.hours + latestH - earliestH)),
          '<=',
          latestH - earliestH
        )
      for (let d = 0; d < this.days; d++)
        model.constrain(sum(...uses(arcs, 1, d), [-1, `w${k}_${d}`]), '<=', 0)
    }
  }

  /** `y`: on which day a vehicle begins a thing. */
  private stateServices(vehicle: Vehicle, k: number): void {
    const { model, horizonH } = this
    const [morningH, eveningH] = [vehicle.day!.startS / HOUR_S, vehicle.day!.endS / HOUR_S]
    for (const { n, serviceH, restful } of this.nodes) {
      const arcs = this.into(n, k)
      if (arcs.length === 0) continue
      const nights = Math.floor(serviceH / DAY_H)
      const lastH = nights > 0 ? eveningH - SECOND_H : eveningH - serviceH
      const [earliestH, latestH] = this.boundsH(n)
      const begins = Array.from({ length: this.days - nights }, (_, d) => d)
        .filter(d => d * DAY_H + lastH >= earliestH && d * DAY_H + morningH <= latestH)
        .map(d => ({ d, name: model.binary(`y${n}_${k}_${d}`) }))
      model.constrain(sum(...begins.map(({ name }): Term => [1, name]), ...uses(arcs, -1)), '=', 0)
      model.constrain(
        sum([1, `T${n}`], ...begins.map(({ d, name }): Term => [-(d * DAY_H + morningH), name])),
        '>=',
        0
      )
      const latest = begins.map(({ d, name }): Term => [latestH - (d * DAY_H + lastH), name])
      model.constrain(sum([1, `T${n}`], ...latest), '<=', latestH)
      for (const { d, name } of begins)
        for (let day = d; day <= d + nights; day++)
          if (!restful || day === d || day === d + nights)
            model.constrain(sum([1, name], [-1, `w${k}_${day}`]), '<=', 0)
      const untilH = vehicle.untilS! / HOUR_S
      model.constrain(sum([1, `T${n}`], ...uses(arcs, horizonH)), '<=', untilH - serviceH + horizonH)
    }
  }

  private stateHome(vehicle: Vehicle, k: number): void {
    const home = this.into(HOME, k).flatMap(arc => uses([arc], arc.hours))
    this.model.constrain(sum([1, `PH${k}`], ...home), '<=', vehicle.untilS! / HOUR_S)
  }

  private stateRest({ restEveryDays }: Vehicle, k: number): void {
    if (restEveryDays === undefined) return
    for (let d = 0; d + restEveryDays <= this.days; d++) {
      const running = Array.from({ length: restEveryDays }, (_, i): Term => [1, `w${k}_${d + i}`])
      this.model.constrain(sum(...running), '<=', restEveryDays - 1)
    }
  }

  /** What is on board: when setting out `Q_k`, after a thing `Q_n`. */
  private stateLoads(vehicle: Vehicle, k: number): void {
    const { model, nodes } = this
    for (const dimension of DIMENSIONS) {
      const amount = (node: Node) => node.shipment?.[dimension] ?? 0
      const all = this.problem.shipments.reduce((total, one) => total + (one[dimension] ?? 0), 0)
      const capacity = Math.min(vehicle[dimension] ?? all, all)
      const name = (n: number) => `Q${dimension}_${k}_${n === START ? 'S' : n}`
      model.continuous(name(START), 0, capacity)
      for (const { n } of nodes) model.continuous(name(n), 0, capacity)
      const fromStart = nodes.filter(node => node.shipment && node.shipment.pickup === undefined)
      const started = fromStart.flatMap(node => uses(this.into(node.n, k), -amount(node)))
      model.constrain(sum([1, name(START)], ...started), '>=', 0)
      for (const arc of this.arcs.filter(one => one.k === k && one.head !== HOME)) {
        const head = nodes[arc.head]!
        const change = head.sign * amount(head)
        model.constrain(
          sum([1, name(arc.head)], [-1, name(arc.tail)], ...uses([arc], -(all + change))),
          '>=',
          -all
        )
      }
    }
  }

  /** One thing begins, or one leaves for it, after the one before has ended. */
  private stateOrder(arc: Arc): void {
    const { model } = this
    if (arc.head === HOME && arc.hours === 0) return
    const next = arc.head === HOME ? `PH${arc.k}` : arc.hours > 0 ? `P${arc.head}` : `T${arc.head}`
    const nextH = arc.head !== HOME && arc.hours === 0 ? this.boundsH(arc.head)[0] : 0
    const before: Term[] = arc.tail === START ? [] : [[1, `T${arc.tail}`]]
    const endH = arc.tail === START ? this.earliestH(START, arc.k) : this.nodes[arc.tail]!.serviceH
    const latestH = arc.tail === START ? 0 : this.boundsH(arc.tail)[1]
    const room = latestH - nextH
    model.constrain(sum(...before, [-1, next], ...uses([arc], Math.max(0, room + endH))), '<=', room)
    // Steps take no time: without a rank they could go round in a ring of their own.
    if (arc.hours > 0 || arc.tail === START) return
    const ranks = this.nodes.length + 1
    model.constrain(sum([1, `U${arc.tail}`], [-1, `U${arc.head}`], ...uses([arc], ranks)), '<=', ranks - 1)
  }

  /** Fetched and brought by one vehicle, in that order, in time. */
  private stateShipment(shipment: Shipment): void {
    const { model, horizonH } = this
    const ends = this.nodes.filter(node => node.shipment === shipment)
    const [fetched, brought] = [ends.find(node => node.sign > 0), ends.find(node => node.sign < 0)]
    const most = (shipment.maxOnBoardS ?? Infinity) / HOUR_S
    if (fetched && brought) {
      const loaded = fetched.serviceH
      this.vehicles.forEach((_, k) => {
        model.constrain(sum(...uses(this.into(fetched.n, k)), ...uses(this.into(brought.n, k), -1)), '=', 0)
      })
      const [t, u, done] = [`T${fetched.n}`, `T${brought.n}`, `s${brought.n}`]
      model.constrain(sum([1, t], [-1, u], [horizonH, done]), '<=', horizonH - loaded)
      const ranks = this.nodes.length + 1
      model.constrain(sum([1, `U${fetched.n}`], [-1, `U${brought.n}`], [ranks, done]), '<=', ranks - 1)
      if (most < Infinity)
        model.constrain(sum([1, u], [-1, t], [horizonH, done]), '<=', horizonH + loaded + most)
    } else if (brought && most < Infinity) {
      this.vehicles.forEach(({ fromS = 0 }, k) => {
        const by = fromS / HOUR_S + most + horizonH
        model.constrain(sum([1, `T${brought.n}`], ...uses(this.into(brought.n, k), horizonH)), '<=', by)
      })
    }
  }

  private minimise(): ExactOptimum | undefined {
    const serve: Term[] = []
    const fair: Term[] = []
    const onTime: Term[] = []
    const whole = { serve: 0, onTime: 0, fair: 0, short: 0 }
    const miss = (goal: 'serve' | 'fair', terms: Term[], weight: number, n: number) => {
      whole[goal] += weight
      terms.push([-weight, `s${n}`])
    }
    for (const { n, stop } of this.nodes) {
      if (!stop) continue
      miss('serve', serve, (stop.visit === 'optional' ? 1 : 100) * (stop.priority ?? 1), n)
      const { visitedDaysAgo = 0, hostedDaysAgo = 0, timesPassedBy = 0 } = stop.fairness ?? {}
      miss('fair', fair, visitedDaysAgo / 30 + hostedDaysAgo / 30 / 4 + timesPassedBy * 2, n)
      if (stop.wantedByS === undefined) continue
      const late = this.model.continuous(`L${n}`, 0, this.horizonH)
      const wantedByH = stop.wantedByS / HOUR_S
      this.model.constrain(
        sum([1, late], [-1, `T${n}`], [-this.horizonH, `s${n}`]),
        '>=',
        -wantedByH - this.horizonH
      )
      onTime.push([1, late])
    }
    for (const shipment of this.problem.shipments) {
      const end = this.nodes.find(node => node.shipment === shipment)!
      miss('serve', serve, 10 * (shipment.priority ?? 1), end.n)
    }
    const short = this.arcs.flatMap(arc => uses([arc], arc.km))
    const terms = { serve: sum(...serve), onTime: sum(...onTime), fair: sum(...fair), short: sum(...short) }
    const goals = ['serve', 'onTime', 'fair', 'short'] as const
    // Nothing is steady without a plan before it, and these problems have none.
    const stated = (this.problem.goals ?? []).filter(goal => goal !== 'steady')
    const order = [...new Set([...stated, ...goals])]
    const values = this.model.minimiseInOrder(
      // Nobody can do better than to serve everyone, on time, without driving.
      order.map(goal => ({ terms: terms[goal], floor: -whole[goal] })),
      SLACK
    )
    if (!values) return undefined
    const value = (goal: (typeof goals)[number]) => values[order.indexOf(goal)]! + whole[goal]
    return {
      serve: value('serve'),
      onTime: value('onTime') * HOUR_S,
      fair: value('fair'),
      short: value('short') * 1_000
    }
  }
}

/** The variables of these arcs, on one day or on all, each times `factor`. */
function uses(arcs: readonly Arc[], factor = 1, day?: number): Term[] {
  return arcs.flatMap(arc =>
    arc.uses.filter(use => day === undefined || use.day === day).map((use): Term => [factor, use.name])
  )
}
