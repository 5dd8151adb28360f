import type { Problem, Stop } from '#shared/planner/problem'
import type { ExactOptimum } from '../exact-model'
import { type Commune, convoy, DAY, HOUR, hours, onDays, open, roads } from './communes'

/** Rules that make a season what it is: without one the best answer is another. */
export type Rule =
  | 'rest'
  | 'windows'
  | 'wishes'
  | 'capacity'
  | 'onBoard'
  | 'driving'
  | 'fairness'
  | 'locks'
  | 'roads'

export interface Season {
  readonly name: string
  readonly problem: Problem
  readonly binds: readonly Rule[]
  /** Proved by HiGHS with `exact-model.ts`: `CHUMAK_EXACT_SEASONS=all` proves all ten again. */
  readonly optimum: ExactOptimum
  /** Proved again at every run of the tests; the others take longer. */
  readonly quick: boolean
}

function stop(id: Commune, rest: Omit<Partial<Stop>, 'id' | 'place'> = {}): Stop {
  return { id, place: id, serviceS: 3 * HOUR, ...rest }
}

const visited = (visitedDaysAgo: number, timesPassedBy = 0) => ({
  fairness: { visitedDaysAgo, timesPassedBy }
})
const optional = { visit: 'optional' } as const
const forLoads = { visit: 'forLoads', serviceS: 0 } as const

/**
 * Ten seasons of the steppe, written to be planned exactly: distances in whole kilometres, times in whole
 * quarters of hours, so that two different answers differ by more than any rounding.
 */
export const seasons: readonly Season[] = [
  {
    name: 'four visits, a day of rest in three, one that would rather be early',
    binds: ['rest', 'windows', 'wishes'],
    optimum: { serve: 0, onTime: 0, fair: 0, short: 281000 },
    quick: true,
    problem: {
      ...roads(['Huliaipole', 'Polohy', 'Orikhiv', 'Tokmak', 'Bilmak']),
      vehicles: [{ ...convoy, untilS: 7 * DAY, restEveryDays: 3 }],
      stops: [
        stop('Polohy', { serviceS: 8 * HOUR, wantedByS: DAY + 12 * HOUR }),
        stop('Orikhiv', { serviceS: 8 * HOUR, windows: onDays(1, 3, 4) }),
        stop('Tokmak', { serviceS: 6 * HOUR, windows: onDays(2, 5) }),
        stop('Bilmak', { serviceS: 6 * HOUR, windows: onDays(0, 3, 5) })
      ],
      shipments: []
    }
  },
  {
    name: 'five visits with several dates each, some missed by the shortest way',
    binds: ['windows', 'rest'],
    optimum: { serve: 0, onTime: 0, fair: 0, short: 478000 },
    quick: true,
    problem: {
      ...roads(['Huliaipole', 'Orikhiv', 'Tokmak', 'Vasylivka', 'Bilmak', 'Rozivka']),
      vehicles: [{ ...convoy, untilS: 8 * DAY, restEveryDays: 5 }],
      stops: [
        stop('Orikhiv', { windows: [...onDays(0), open(4, 10, 4, 12)] }),
        stop('Tokmak', { windows: onDays(1, 2) }),
        stop('Vasylivka', { windows: onDays(0, 5), serviceS: 5 * HOUR }),
        stop('Bilmak', { windows: onDays(2, 3), serviceS: 6 * HOUR }),
        stop('Rozivka', { windows: [open(1, 14, 1, 16), ...onDays(3, 6)] })
      ],
      shipments: []
    }
  },
  {
    name: 'bread that may be sixteen hours on board, flour and a small van',
    binds: ['onBoard', 'windows'],
    optimum: { serve: 0, onTime: 0, fair: 0, short: 223000 },
    quick: true,
    problem: {
      ...roads(['Huliaipole', 'Zaliznychne', 'Polohy', 'Orikhiv', 'Bilmak']),
      vehicles: [{ ...convoy, untilS: 4 * DAY, restEveryDays: 4, massKg: 500 }],
      stops: [
        stop('Zaliznychne', { ...forLoads, windows: [open(0, 8, 0, 18)] }),
        stop('Polohy', { windows: onDays(0) }),
        stop('Orikhiv', { windows: [open(1, 8, 1, 12)] }),
        stop('Bilmak', forLoads)
      ],
      shipments: [
        { id: 'bread', pickup: 'Zaliznychne', delivery: 'Orikhiv', massKg: 120, maxOnBoardS: 16 * HOUR },
        { id: 'flour', pickup: 'Polohy', delivery: 'Bilmak', massKg: 300, loadS: HOUR, unloadS: HOUR },
        { id: 'salt', pickup: 'Bilmak', delivery: 'Orikhiv', massKg: 350 }
      ]
    }
  },
  {
    name: 'a festival of three days that counts as rest',
    binds: ['rest', 'windows'],
    optimum: { serve: 0, onTime: 99450, fair: 0, short: 338000 },
    quick: true,
    problem: {
      ...roads(['Huliaipole', 'Polohy', 'Tokmak', 'Pokrovske', 'Novosilka']),
      vehicles: [{ ...convoy, untilS: 9 * DAY, restEveryDays: 3 }],
      stops: [
        stop('Polohy', { serviceS: 9 * HOUR }),
        stop('Tokmak', { serviceS: 3 * DAY, restful: true, windows: onDays(2, 3) }),
        stop('Pokrovske', { serviceS: 6 * HOUR, windows: onDays(4, 6, 7), wantedByS: 6 * DAY + 9 * HOUR }),
        stop('Novosilka', { serviceS: 6 * HOUR, windows: onDays(6, 7), wantedByS: 6 * DAY + 8 * HOUR })
      ],
      shipments: []
    }
  },
  {
    name: 'five that would like a visit, time for few: who was passed by longest',
    binds: ['fairness', 'rest'],
    optimum: { serve: 3, onTime: 0, fair: 27, short: 130000 },
    quick: true,
    problem: {
      ...roads(['Huliaipole', 'Polohy', 'Orikhiv', 'Tokmak', 'Bilmak', 'Novosilka']),
      vehicles: [{ ...convoy, untilS: 3 * DAY, restEveryDays: 2 }],
      stops: [
        stop('Polohy', { ...optional, serviceS: 7 * HOUR, ...visited(30) }),
        stop('Orikhiv', { ...optional, serviceS: 7 * HOUR, ...visited(90, 1) }),
        stop('Tokmak', { ...optional, serviceS: 7 * HOUR, ...visited(200) }),
        stop('Bilmak', { ...optional, serviceS: 7 * HOUR, ...visited(365, 2) }),
        stop('Novosilka', { ...optional, serviceS: 7 * HOUR, ...visited(400, 1) })
      ],
      shipments: []
    }
  },
  {
    name: 'two small caravans that differ',
    binds: ['capacity', 'rest'],
    optimum: { serve: 0, onTime: 0, fair: 0, short: 373000 },
    quick: true,
    problem: {
      ...roads(['Huliaipole', 'Orikhiv', 'Tokmak', 'Bilmak', 'Rozivka']),
      vehicles: [
        { ...convoy, id: 'van', untilS: 3 * DAY, restEveryDays: 4, massKg: 300 },
        { ...convoy, id: 'cart', untilS: 4 * DAY, restEveryDays: 2, massKg: 900, durationFactor: 1.2 }
      ],
      stops: [
        stop('Orikhiv', { windows: onDays(0, 2) }),
        stop('Tokmak', { windows: onDays(0, 1), serviceS: 4 * HOUR }),
        stop('Bilmak', { windows: onDays(0, 1) }),
        stop('Rozivka', { windows: onDays(0, 2), serviceS: 4 * HOUR })
      ],
      shipments: [{ id: 'wheat', pickup: 'Bilmak', delivery: 'Rozivka', massKg: 700 }]
    }
  },
  {
    name: 'kilograms, cubic metres and a cold box, each full in its turn',
    binds: ['capacity', 'driving'],
    optimum: { serve: 10, onTime: 0, fair: 0, short: 126000 },
    quick: true,
    problem: {
      ...roads(['Huliaipole', 'Polohy', 'Orikhiv', 'Pokrovske']),
      vehicles: [
        {
          ...convoy,
          untilS: 4 * DAY,
          restEveryDays: 4,
          day: { ...hours, drivingS: 2.25 * HOUR },
          massKg: 600,
          volumeM3: 6,
          coldM3: 1,
          endPlace: undefined
        }
      ],
      stops: [
        stop('Polohy', { ...forLoads, windows: onDays(0, 1) }),
        stop('Orikhiv', { ...forLoads, windows: onDays(0, 1) }),
        stop('Pokrovske', { windows: onDays(1, 2) })
      ],
      shipments: [
        { id: 'seed', delivery: 'Orikhiv', massKg: 350, volumeM3: 1 },
        { id: 'hay', pickup: 'Polohy', delivery: 'Pokrovske', massKg: 200, volumeM3: 5.5 },
        {
          id: 'milk',
          pickup: 'Orikhiv',
          delivery: 'Pokrovske',
          massKg: 150,
          coldM3: 0.75,
          bestBeforeS: 2 * DAY
        },
        { id: 'wool', pickup: 'Orikhiv', massKg: 100, volumeM3: 3, priority: 2 }
      ]
    }
  },
  {
    name: 'a bridge closed for two days, one date promised, one stop promised to a van',
    binds: ['roads', 'locks'],
    optimum: { serve: 0, onTime: 0, fair: 0, short: 282000 },
    quick: true,
    problem: {
      ...roads(['Huliaipole', 'Polohy', 'Orikhiv', 'Bilmak', 'Pokrovske']),
      vehicles: [
        { ...convoy, id: 'van', untilS: 4 * DAY, restEveryDays: 3 },
        {
          ...convoy,
          id: 'truck',
          untilS: 4 * DAY,
          restEveryDays: 3,
          startPlace: 'Pokrovske',
          endPlace: 'Pokrovske'
        }
      ],
      stops: [
        stop('Polohy', { wantedByS: DAY + 16 * HOUR }),
        stop('Orikhiv', { lockedStartS: 2 * DAY + 9 * HOUR, lockedVehicle: 'truck' }),
        stop('Bilmak', { windows: onDays(1) })
      ],
      shipments: [],
      legRules: [{ from: 'Huliaipole', to: 'Polohy', bothWays: true, fromS: 0, untilS: 2 * DAY }]
    }
  },
  {
    name: 'harvest: eight visits over two weeks',
    binds: ['windows'],
    optimum: { serve: 0, onTime: 0, fair: 0, short: 502000 },
    quick: true,
    problem: {
      ...roads([
        'Huliaipole',
        'Polohy',
        'Orikhiv',
        'Tokmak',
        'Bilmak',
        'Rozivka',
        'Vasylivka',
        'Pokrovske',
        'Novosilka'
      ]),
      vehicles: [{ ...convoy, untilS: 12 * DAY, restEveryDays: 4 }],
      stops: [
        stop('Polohy', { windows: onDays(0, 1, 6, 7) }),
        stop('Orikhiv', { windows: onDays(1, 2, 8) }),
        stop('Tokmak', { windows: onDays(2, 3, 4), serviceS: 6 * HOUR }),
        stop('Bilmak', { windows: onDays(5, 6), serviceS: 7 * HOUR }),
        stop('Rozivka', { windows: onDays(6, 7, 8), serviceS: 5 * HOUR }),
        stop('Vasylivka', { windows: onDays(1, 2, 3), serviceS: 5 * HOUR }),
        stop('Pokrovske', { windows: onDays(9, 10, 11) }),
        stop('Novosilka', { windows: onDays(8, 9, 10), wantedByS: 9 * DAY })
      ],
      shipments: []
    }
  },
  {
    name: 'nine stops, some optional, loads on the way',
    binds: ['fairness', 'capacity', 'rest', 'windows'],
    optimum: { serve: 2, onTime: 0, fair: 52 / 3, short: 460000 },
    quick: false,
    problem: {
      ...roads([
        'Huliaipole',
        'Zaliznychne',
        'Polohy',
        'Orikhiv',
        'Tokmak',
        'Bilmak',
        'Rozivka',
        'Pokrovske',
        'Novosilka'
      ]),
      vehicles: [{ ...convoy, untilS: 7 * DAY, restEveryDays: 3, massKg: 800 }],
      stops: [
        stop('Zaliznychne', { ...optional, ...visited(20) }),
        stop('Polohy', { windows: onDays(0, 1), serviceS: 6 * HOUR }),
        stop('Orikhiv', { ...optional, serviceS: 8 * HOUR, windows: onDays(3, 4), ...visited(300, 1) }),
        stop('Tokmak', { ...optional, serviceS: 8 * HOUR, windows: onDays(3, 4), ...visited(100, 3) }),
        stop('Bilmak', { windows: onDays(1, 3), serviceS: 6 * HOUR }),
        stop('Rozivka', { windows: onDays(1, 4) }),
        stop('Pokrovske', { ...optional, serviceS: 8 * HOUR, windows: onDays(5, 6), ...visited(150) }),
        stop('Novosilka', { ...optional, serviceS: 8 * HOUR, windows: onDays(5), ...visited(180, 1) })
      ],
      shipments: [
        { id: 'flour', pickup: 'Polohy', delivery: 'Bilmak', massKg: 500 },
        { id: 'iron', pickup: 'Polohy', delivery: 'Rozivka', massKg: 400 }
      ]
    }
  }
]
