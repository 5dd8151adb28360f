import { createContext, runInContext } from 'node:vm'
import type { Browser, Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Problem } from '#shared/planner/problem'
import { craneLike } from '../bench/planner-generated'
import { browserPath, launchBrowser } from '../lan/browser.ts'
import { bundleForPage } from '../lan/bundle.ts'
import { randomProblem } from './random-problem'
import { seasons } from './seasons/seasons'

interface Bundle {
  solveJson(problem: string, seed: number, iterations: number): Promise<string>
  thresholds(draws: number): string
}

/** Infinity has no word in JSON; the planner reads null as no way. */
const written = (problem: Problem): string =>
  JSON.stringify({
    ...problem,
    matrix: {
      ...problem.matrix,
      durationS: Array.from(problem.matrix.durationS),
      distanceM: Array.from(problem.matrix.distanceM)
    }
  })

const cases: [string, Problem, number][] = [
  [
    'loads, windows and several vehicles',
    randomProblem(2, { stops: 30, shipments: 15, vehicles: 3, calendar: false }),
    3_000
  ],
  [
    'days, nights, rest and times on board',
    randomProblem(5, { stops: 14, shipments: 6, vehicles: 2, calendar: true }),
    1_500
  ],
  [
    'visits with a calendar',
    randomProblem(8, { stops: 20, shipments: 0, vehicles: 1, calendar: true }),
    2_000
  ],
  ['one vehicle with windows', craneLike({ customers: 50, spread: 2, seed: 4 }), 3_000],
  ['one plain tour', tour(60), 20_000],
  ...seasons.map(({ name, problem }): [string, Problem, number] => [`the season: ${name}`, problem, 200])
]

function tour(stops: number): Problem {
  const { places, matrix, ...made } = randomProblem(11, { stops, shipments: 0, vehicles: 1, calendar: false })
  return {
    places,
    matrix,
    vehicles: [{ id: 'v0', startPlace: 'p0', endPlace: 'p0' }],
    stops: made.stops.map(({ id, place }) => ({ id, place })),
    shipments: []
  }
}

let browser: Browser
let page: Page
let inNode: Bundle

beforeAll(async () => {
  if (!browserPath) throw new Error('Chromium is needed here, see scripts/debian-packages.mjs')
  const script = await bundleForPage('test/planner/solve-page.ts')
  const context = createContext({ performance })
  runInContext(script, context)
  inNode = runInContext('({ solveJson, thresholds })', context)
  browser = await launchBrowser(browserPath)
  page = await browser.newPage()
  await page.addScriptTag({ content: script })
})
afterAll(() => browser?.close())

test.each(cases)(
  '%s: the same bundle gives the same answer in Node and in Chromium',
  async (_, problem, iterations) => {
    const json = written(problem)
    const there = await page.evaluate(
      ([text, count]) => (globalThis as unknown as Bundle).solveJson(text, 7, count),
      [json, iterations] as const
    )
    const here = await inNode.solveJson(json, 7, iterations)
    expect(JSON.parse(here)).toHaveProperty('itineraries')
    expect(there).toBe(here)
  }
)

test('what is accepted is the same to the last bit, for every draw', async () => {
  const there = await page.evaluate(() => (globalThis as unknown as Bundle).thresholds(50_000))
  expect(there === inNode.thresholds(50_000)).toBe(true)
})
