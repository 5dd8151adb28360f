import { expect, test } from 'vitest'
import { type Format, readInstance } from '#shared/benchmarks/read-instance'
import { planCommand } from '../../electron/cli/plan'
import { straightRoad } from './small-season'

const tsplib = `NAME: square
TYPE: TSP
DIMENSION: 4
EDGE_WEIGHT_TYPE: EUC_2D
NODE_COORD_SECTION
1 0 0
2 0 10
3 10 10
4 10 0
EOF`
const atsp = `NAME: wheel
TYPE: ATSP
DIMENSION: 3
EDGE_WEIGHT_TYPE: EXPLICIT
EDGE_WEIGHT_FORMAT: FULL_MATRIX
EDGE_WEIGHT_SECTION
999 1 9
9 999 1 1 9
999
EOF`
const solomon = `tiny

VEHICLE
NUMBER     CAPACITY
  2         10

CUSTOMER
CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE   TIME

    0      0         0          0          0       100          0
    1      3         4         10          0        90          5
    2      0         4         10          0        90          5
`
const lilim = `1 10 1
0 0 0 0 0 100 0 0 0
1 3 4 7 0 90 5 0 2
2 0 4 -7 0 90 5 1 0
`
const tsptw = `3
0 2 9
9 0 3
4 9 0
0 100
0 50
5 60
`
const pdtsp = `3
1 0 0
2 0 10 0 3
3 5 0 1 2
-999
`

const plan = (text: string, format: Format, vehicles?: number) =>
  planCommand(text, { format, vehicles, seconds: 20, seed: 1, iterations: 200 })

test('each format is planned and priced by its own rules', async () => {
  expect(await plan(tsplib, 'tsplib')).toMatchObject({ ok: true, feasible: true, vehicles: 1, cost: 40 })
  expect(await plan(atsp, 'tsplib')).toMatchObject({ cost: 3, routes: [[1, 2]] })
  expect(await plan(solomon, 'solomon')).toMatchObject({ feasible: true, vehicles: 2, cost: 18 })
  expect(await plan(lilim, 'lilim')).toMatchObject({
    feasible: true,
    vehicles: 1,
    cost: 12,
    routes: [[1, 2]],
    unserved: []
  })
  expect(await plan(tsptw, 'tsptw')).toMatchObject({ feasible: true, cost: 9, routes: [[1, 2]] })
  expect(await plan(pdtsp, 'pdtsp')).toMatchObject({ feasible: true, cost: 10 + 11 + 5, routes: [[1, 2]] })
})

test('a fleet too small is infeasible, and what is left out is told', async () => {
  const result = await plan(solomon, 'solomon', 1)
  expect(result).toMatchObject({ ok: true, feasible: false, vehicles: 1 })
  expect(result.ok && result.unserved).toHaveLength(1)
})

test('a problem in JSON gives its itineraries', async () => {
  const problem = straightRoad({ hoursBetween: [1], stops: [{ id: 'B', serviceS: 60 }] })
  const result = await plan(JSON.stringify(problem), 'problem')
  expect(result).toMatchObject({
    feasible: true,
    cost: 60_000,
    routes: [['B']],
    itineraries: [{ vehicle: 'van', endS: 3_660 }]
  })
})

const broken: [string, Format, string, number, RegExp][] = [
  ['a coordinate that is no number', 'tsplib', tsplib.replace('10 10', 'ten 10'), 8, /x: a number/],
  ['a node too few', 'tsplib', tsplib.replace('4 10 0\n', ''), 9, /4 nodes are needed, found 3/],
  [
    'a size beyond all bounds',
    'tsplib',
    tsplib.replace('DIMENSION: 4', 'DIMENSION: 4000000000'),
    3,
    /DIMENSION/
  ],
  [
    'a matrix that ends too soon',
    'tsplib',
    atsp.replace('999\nEOF', 'EOF'),
    9,
    /number is needed, found EOF/
  ],
  [
    'a window that closes before it opens',
    'solomon',
    solomon.replace('0        90', '95        90'),
    11,
    /due date 90 before/
  ],
  [
    'a customer out of order',
    'solomon',
    solomon.replace('    2      0', '    5      0'),
    12,
    /customer 2 is needed, found 5/
  ],
  [
    'a delivery that no pick-up names',
    'lilim',
    lilim.replace('1 3 4 7 0 90 5 0 2', '1 3 4 7 0 90 5 0 1'),
    3,
    /names 1, which does not name it/
  ],
  ['a pair whose loads differ', 'lilim', lilim.replace('-7', '-6'), 3, /do not match/],
  ['a negative arc', 'tsptw', tsptw.replace('9 0 3', '9 0 -3'), 3, /negative/],
  ['a file cut off', 'tsptw', tsptw.slice(0, 24), 6, /ends too soon|number/],
  [
    'nodes that do not name each other',
    'pdtsp',
    pdtsp.replace('1 2\n', '0 2\n'),
    3,
    /do not name each other/
  ],
  ['text that is not JSON', 'problem', '{\n"places": [,]}', 2, /not JSON/],
  ['an empty file', 'lilim', '', 1, /empty/]
]

test.each(broken)('%s in a %s file names the line', (_, format, text, line, detail) => {
  const read = readInstance(text, format)
  expect(read).toMatchObject({ ok: false, line })
  expect('detail' in read && read.detail).toMatch(detail)
})

test('a file with pairs laid over another needs that one', () => {
  const pairs = JSON.stringify({
    base: '../three.txt',
    capacity: 5,
    pairs_pickup_delivery_quantity: [[1, 2, 4]]
  })
  expect(readInstance(pairs, 'pdtsp')).toMatchObject({
    ok: false,
    detail: 'base: ../three.txt cannot be read from here'
  })
  const read = readInstance(pairs, 'pdtsp', { readBase: () => tsptw })
  expect(read.ok && read.problem.shipments).toEqual([{ id: '1-2', pickup: '1', delivery: '2', massKg: 4 }])
})
