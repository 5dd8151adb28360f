import * as v from 'valibot'
import { checkProblem } from './check-problem'
import { DEFAULT_GOALS, type Problem } from './problem'
import type { ProblemError } from './problem-error'

/** Far above any caravan; keeps a hostile or mistaken file from eating the machine's memory. */
export const LIMITS = {
  places: 3_000,
  stops: 2_000,
  vehicles: 1_000,
  shipments: 2_000,
  windows: 100,
  legRules: 20_000,
  fixedOrders: 500,
  /** A stop may come more than once, for loads. */
  previousCalls: 10_000,
  idLength: 200
} as const

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(LIMITS.idLength))
const finite = v.pipe(v.number(), v.finite())
const nonNegative = v.pipe(finite, v.minValue(0))
const positive = v.pipe(finite, v.gtValue(0))
const list = <T extends v.GenericSchema>(item: T, max: number) =>
  v.pipe(v.array(v.unknown()), v.maxLength(max), v.array(item))

const place = v.object({
  id,
  lat: v.optional(v.pipe(finite, v.minValue(-90), v.maxValue(90))),
  lon: v.optional(v.pipe(finite, v.minValue(-180), v.maxValue(180)))
})
const timeWindow = v.object({ fromS: finite, untilS: finite })
const secondOfDay = v.pipe(finite, v.minValue(0), v.maxValue(86_400))
const vehicle = v.object({
  id,
  startPlace: id,
  endPlace: v.optional(id),
  massKg: v.optional(nonNegative),
  volumeM3: v.optional(nonNegative),
  coldM3: v.optional(nonNegative),
  fromS: v.optional(finite),
  untilS: v.optional(finite),
  durationFactor: v.optional(positive),
  day: v.optional(
    v.object({ startS: secondOfDay, endS: secondOfDay, drivingS: v.pipe(secondOfDay, v.gtValue(0)) })
  ),
  restEveryDays: v.optional(v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(366))),
  restedOnDay: v.optional(v.pipe(v.number(), v.integer())),
  nightsAtStops: v.optional(v.boolean())
})
const stop = v.object({
  id,
  place: id,
  serviceS: v.optional(nonNegative),
  windows: v.optional(v.pipe(list(timeWindow, LIMITS.windows), v.minLength(1))),
  visit: v.optional(v.picklist(['required', 'optional', 'forLoads'])),
  priority: v.optional(v.pipe(positive, v.maxValue(1000))),
  wantedByS: v.optional(finite),
  lockedStartS: v.optional(finite),
  lockedVehicle: v.optional(id),
  restful: v.optional(v.boolean()),
  mayHost: v.optional(v.boolean()),
  fairness: v.optional(
    v.object({
      visitedDaysAgo: v.optional(nonNegative),
      hostedDaysAgo: v.optional(nonNegative),
      timesPassedBy: v.optional(nonNegative)
    })
  )
})
const shipment = v.object({
  id,
  pickup: v.optional(id),
  delivery: v.optional(id),
  massKg: v.optional(nonNegative),
  volumeM3: v.optional(nonNegative),
  coldM3: v.optional(nonNegative),
  loadS: v.optional(nonNegative),
  unloadS: v.optional(nonNegative),
  maxOnBoardS: v.optional(nonNegative),
  availableFromS: v.optional(finite),
  bestBeforeS: v.optional(finite),
  priority: v.optional(v.pipe(positive, v.maxValue(1000))),
  lockedVehicle: v.optional(id)
})
const legRule = v.object({
  from: id,
  to: id,
  bothWays: v.optional(v.boolean()),
  fromS: finite,
  untilS: finite,
  slowFactor: v.optional(v.pipe(finite, v.minValue(1)))
})
const goal = v.picklist(DEFAULT_GOALS)
const shape = v.object({
  places: v.pipe(list(place, LIMITS.places), v.minLength(1)),
  vehicles: list(vehicle, LIMITS.vehicles),
  stops: list(stop, LIMITS.stops),
  shipments: list(shipment, LIMITS.shipments),
  legRules: v.optional(list(legRule, LIMITS.legRules)),
  fixedOrders: v.optional(
    list(v.object({ vehicle: v.optional(id), stops: list(id, LIMITS.stops) }), LIMITS.fixedOrders)
  ),
  previous: v.optional(
    list(v.object({ vehicle: id, stops: list(id, LIMITS.previousCalls) }), LIMITS.vehicles)
  ),
  goals: v.optional(v.pipe(v.array(goal), v.maxLength(DEFAULT_GOALS.length))),
  fewestVehicles: v.optional(v.boolean())
})

export type ProblemParse =
  | { readonly ok: true; readonly problem: Problem }
  | { readonly ok: false; readonly errors: readonly ProblemError[] }

/** Parses what came from a file or a port. At most 20 errors are given; sizes are checked before contents. */
export function validateProblem(input: unknown): ProblemParse {
  const matrix = parseMatrix(input)
  if (!matrix.ok) return matrix
  const parsed = v.safeParse(shape, input, { abortPipeEarly: true })
  if (!parsed.success) return { ok: false, errors: parsed.issues.slice(0, 20).map(issueToError) }
  const problem: Problem = { ...parsed.output, matrix: matrix.matrix }
  const errors = checkProblem(problem)
  return errors.length > 0 ? { ok: false, errors } : { ok: true, problem }
}

/** The matrix may be plain numbers (`null` = no way, as JSON has no Infinity) or Float64Arrays; kept out of valibot for speed. */
function parseMatrix(
  input: unknown
): { ok: true; matrix: Problem['matrix'] } | { ok: false; errors: ProblemError[] } {
  const refuse = (code: ProblemError['code'], path: string, detail: string) => ({
    ok: false as const,
    errors: [{ code, path, detail }]
  })
  const holder = v.safeParse(
    v.object({ matrix: v.object({ size: v.unknown(), durationS: v.unknown(), distanceM: v.unknown() }) }),
    input
  )
  if (!holder.success)
    return refuse('wrongShape', issuePath(holder.issues[0]) || 'matrix', holder.issues[0].message)
  const { size, durationS, distanceM } = holder.output.matrix
  if (typeof size !== 'number' || !Number.isInteger(size) || size < 1)
    return refuse('matrixSize', 'matrix.size', 'a whole number from 1 is needed')
  if (size > LIMITS.places) return refuse('tooLarge', 'matrix.size', `${size} is more than ${LIMITS.places}`)
  const out: Record<string, Float64Array> = {}
  for (const [name, values] of [
    ['durationS', durationS],
    ['distanceM', distanceM]
  ] as const) {
    if (!Array.isArray(values) && !(values instanceof Float64Array))
      return refuse('wrongShape', `matrix.${name}`, 'a list of numbers is needed')
    if (values.length !== size * size)
      return refuse(
        'matrixSize',
        `matrix.${name}`,
        `${values.length} numbers where ${size} × ${size} = ${size * size} are needed`
      )
    const copy = new Float64Array(values.length)
    for (let i = 0; i < values.length; i++) {
      const value: unknown = values[i]
      const seconds = value === null ? Infinity : value
      if (typeof seconds !== 'number' || Number.isNaN(seconds))
        return refuse('notANumber', `matrix.${name}[${i}]`, 'not a number')
      if (seconds < 0) return refuse('negative', `matrix.${name}[${i}]`, `${seconds} is negative`)
      copy[i] = seconds
    }
    out[name] = copy
  }
  return { ok: true, matrix: { size, durationS: out.durationS!, distanceM: out.distanceM! } }
}

function issuePath(issue: v.BaseIssue<unknown>): string {
  let path = ''
  for (const item of issue.path ?? []) {
    const key: unknown = item.key
    path += typeof key === 'number' ? `[${key}]` : `${path === '' ? '' : '.'}${String(key)}`
  }
  return path
}

function issueToError(issue: v.BaseIssue<unknown>): ProblemError {
  const path = issuePath(issue)
  if (issue.type === 'max_length' && Array.isArray(issue.input))
    return { code: 'tooLarge', path, detail: issue.message }
  if (issue.type === 'finite' || (issue.type === 'number' && Number.isNaN(issue.input)))
    return { code: 'notANumber', path, detail: issue.message }
  if (
    (issue.type === 'min_value' || issue.type === 'gt_value') &&
    typeof issue.input === 'number' &&
    issue.input <= 0
  )
    return { code: 'negative', path, detail: issue.message }
  return { code: 'wrongShape', path, detail: issue.message }
}
