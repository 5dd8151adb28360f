import type { Words } from './words.ts'

export const demoCaravan = {
  name: { en: 'Spring salt road', uk: 'Весняний соляний шлях' },
  start: 'huliaipole',
  fromDay: 8,
  // not quite enough for both that need not be visited
  untilDay: 20,
  vehicles: [
    { name: { en: 'The blue truck', uk: 'Синя вантажівка' }, capacityKg: 1800, capacityM3: 9, coldM3: 0.6 }
  ],
  stops: [
    { at: 'polohy', stayDays: 1, optional: false },
    { at: 'zoria', stayDays: 1, optional: false, from: 12, until: 34 },
    { at: 'novosilka', stayDays: 1, optional: false, from: 10, until: 22 },
    { at: 'mezhova', stayDays: 2, optional: false, from: 14, until: 30 },
    { at: 'mykolaivka', stayDays: 1, optional: false },
    { at: 'ternuvate', stayDays: 1, optional: false },
    { at: 'komyshuvakha', stayDays: 1, optional: false },
    // wished for sooner than its hall is free
    { at: 'orikhiv', stayDays: 2, optional: false, from: 10, until: 34, wantedBy: 9 },
    { at: 'tokmachka', stayDays: 0.5, optional: false },
    { at: 'tokmak', stayDays: 1, optional: true },
    { at: 'chernihivka', stayDays: 1, optional: true }
  ] as { at: string; stayDays: number; optional: boolean; from?: number; until?: number; wantedBy?: number }[]
}

/** Journeys of past seasons, so that it shows whose turn it is. Days of the calls count from the first. */
export const demoEarlier: {
  name: Words
  /** the commune whose device wrote it down */
  by: string
  fromDay: number
  untilDay: number
  calls: { at: string; day: number; stayDays: number }[]
  assembly: { name: Words; at: string; day: number }
}[] = [
  {
    name: { en: 'Autumn salt road', uk: 'Осінній соляний шлях' },
    by: 'polohy',
    fromDay: -110,
    untilDay: -95,
    calls: [
      { at: 'polohy', day: 0, stayDays: 1 },
      { at: 'zoria', day: 2, stayDays: 1 },
      { at: 'novosilka', day: 4, stayDays: 1 },
      { at: 'mezhova', day: 6, stayDays: 2 },
      { at: 'orikhiv', day: 9, stayDays: 1 },
      { at: 'tokmak', day: 11, stayDays: 1 }
    ],
    assembly: { name: { en: 'Assembly at Orikhiv', uk: 'Збори в Оріхові' }, at: 'orikhiv', day: 9 }
  },
  {
    name: { en: 'Winter salt road', uk: 'Зимовий соляний шлях' },
    by: 'orikhiv',
    fromDay: -50,
    untilDay: -40,
    calls: [
      { at: 'tokmachka', day: 0, stayDays: 0.5 },
      { at: 'orikhiv', day: 1, stayDays: 1 },
      { at: 'komyshuvakha', day: 3, stayDays: 1 },
      { at: 'mykolaivka', day: 5, stayDays: 1 },
      { at: 'ternuvate', day: 7, stayDays: 1 }
    ],
    assembly: {
      name: { en: 'Assembly at Komyshuvakha', uk: 'Збори в Комишувасі' },
      at: 'komyshuvakha',
      day: 3
    }
  }
]

export const demoRoads: { a: string; b: string; state: 'slow' | 'blocked'; seenDay: number; note: Words }[] =
  [
    {
      a: 'tokmachka',
      b: 'polohy',
      state: 'blocked',
      seenDay: -3,
      note: { en: 'The bridge over the Konka is out', uk: 'Міст через Конку зруйновано' }
    },
    {
      a: 'mezhova',
      b: 'pokrovske',
      state: 'slow',
      seenDay: -10,
      note: { en: 'Mud after the thaw', uk: 'Багнюка після відлиги' }
    }
  ]
