import { countedEn as counted } from '../plural.ts'

/** A plan made as if something were otherwise, and how it differs from another. */
export const whatIf = {
  tab: 'What if',
  hint: 'Suppose one thing is otherwise and see both routes side by side. Nothing is decided by it.',
  needsPlan: 'Plan the route first: a what-if is held against it.',
  suppose: 'Suppose',
  kinds: {
    road: 'a road is out',
    silent: 'a commune has fallen silent',
    vehicleLess: 'a vehicle less',
    order: 'another order, by hand',
    goals: 'other goals',
    moreDays: 'more days'
  },
  road: 'Which road',
  roadHint: 'Or click the road on the map.',
  stop: 'Which commune',
  vehicle: 'Which vehicle',
  days: 'How many days more',
  tryIt: 'Try it',
  kept: 'What-ifs on your desk',
  keptHint: 'They stay on this laptop until you adopt one or throw it away.',
  open: (name: string) => `Look at: ${name}`,
  waiting: 'Not planned to the end',
  title: 'What if',
  /** a what-if by what was changed */
  name: {
    roadOut: (a: string, b: string) => `The road ${a} – ${b} is out`,
    roadOpen: (a: string, b: string) => `The road ${a} – ${b} is open`,
    silent: (name: string) => `${name} has fallen silent`,
    vehicleLess: (name: string) => `Without ${name}`,
    order: 'Another order',
    goals: (goal: string) => `Other goals, first: ${goal}`,
    moreDays: (n: number) => counted(n, { one: 'day more', other: 'days more' }),
    laterWindow: (name: string, days: string) => `${name} hosts ${days} later`,
    earlierWindow: (name: string, days: string) => `${name} hosts ${days} earlier`,
    shorterStay: (name: string, days: string) => `The stay at ${name} is ${days} shorter`,
    earlierStart: (days: string) => `The journey begins ${days} earlier`,
    moreDriving: (time: string) => `${time} more driving a day`,
    laterRest: (days: string) => `Rest comes ${days} later`,
    moreRoom: (amount: string) => `${amount} more room`,
    moreCold: (amount: string) => `${amount} more cooled room`,
    longerOnWay: (good: string, time: string) => `${good} may be ${time} longer on the way`
  },
  against: 'Held against',
  adopted: 'The adopted route',
  draft: 'The draft',
  running: 'The best so far',
  differences: 'What differs',
  nothing: 'Nothing differs.',
  planning: 'Planning this what-if…',
  unplanned: 'It was not planned to the end.',
  stale: 'Something changed since it was made.',
  planAgain: 'Plan it again',
  adopt: 'Adopt this one',
  adoptAlso: (changes: string) => `Adopting it also writes down: ${changes}.`,
  throwAway: 'Throw it away',
  orderTitle: 'Its order, by hand',
  beside: 'Day by day',
  day: 'Day',
  differs: 'differs',
  noDay: '–',
  legend: 'The lines on the map',
  difference: {
    notVisited: (name: string) => `${name} is not visited`,
    visited: (name: string) => `${name} is visited too`,
    breaks: (from: number, to: number) =>
      from === 0
        ? `It breaks ${counted(to, { one: 'limit', other: 'limits' })}`
        : to === 0
          ? 'It breaks no limit any more'
          : `It breaks ${counted(to, { one: 'limit', other: 'limits' })} instead of ${from}`,
    staysBehind: (mass: string, good: string) => `${mass} of ${good} stay behind`,
    comesAlong: (mass: string, good: string) => `${mass} of ${good} come along`,
    longer: (days: string) => `${days} longer`,
    shorter: (days: string) => `${days} shorter`,
    setsOut: (to: string, from: string) => `Sets out on ${to} instead of ${from}`,
    day: (name: string, to: string, from: string) => `${name} on ${to} instead of ${from}`,
    later: (names: string, days: string) => `${names} ${days} later`,
    earlier: (names: string, days: string) => `${names} ${days} earlier`,
    movedAfter: (name: string, after: string) => `${name} comes after ${after}`,
    movedFirst: (name: string) => `${name} comes first`,
    reordered: (n: number) =>
      `${counted(n, { one: 'stop stands', other: 'stops stand' })} elsewhere in the order`,
    restMoves: (from: string, to: string) => `A day of rest moves from ${from} to ${to}`,
    restMore: (day: string) => `A day of rest more, on ${day}`,
    restLess: (day: string) => `A day of rest less: ${day}`,
    farther: (distance: string) => `${distance} more`,
    nearer: (distance: string) => `${distance} less`,
    moreDriving: (time: string) => `${time} more at the wheel`,
    lessDriving: (time: string) => `${time} less at the wheel`
  }
}
