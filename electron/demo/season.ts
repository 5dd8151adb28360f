import type { Language } from '#shared/kinds/kind.ts'

/**
 * The demo's content: real places with their GeoNames coordinates, everything else invented. Handles
 * are the demo's own. Days count from the day the demo is made, so that the season is always ahead.
 */
type Words = Record<Language, string>
type Category =
  | 'grain'
  | 'vegetables'
  | 'fruit'
  | 'dairy'
  | 'seeds'
  | 'tools'
  | 'medicine'
  | 'textiles'
  | 'building'
  | 'fuel'
  | 'other'

export interface DemoCommune {
  key: string
  name: Words
  lat: number
  lon: number
  people: number
  handle: Words
  resources: Words[]
}

export const demoCommunes: DemoCommune[] = [
  {
    key: 'huliaipole',
    name: { en: 'Huliaipole', uk: 'Гуляйполе' },
    lat: 47.6639,
    lon: 36.2563,
    people: 412,
    handle: { en: 'Marusia', uk: 'Маруся' },
    resources: [
      { en: 'mill', uk: 'млин' },
      { en: 'bakery', uk: 'пекарня' }
    ]
  },
  {
    key: 'zaliznychne',
    name: { en: 'Zaliznychne', uk: 'Залізничне' },
    lat: 47.6524,
    lon: 36.1652,
    people: 96,
    handle: { en: 'Tar', uk: 'Дьоготь' },
    resources: [{ en: 'workshop by the railway', uk: 'майстерня біля залізниці' }]
  },
  {
    key: 'ternuvate',
    name: { en: 'Ternuvate', uk: 'Тернувате' },
    lat: 47.8305,
    lon: 36.1276,
    people: 121,
    handle: { en: 'Blackthorn', uk: 'Тернина' },
    resources: [{ en: 'orchard', uk: 'сад' }]
  },
  {
    key: 'polohy',
    name: { en: 'Polohy', uk: 'Пологи' },
    lat: 47.4844,
    lon: 36.2536,
    people: 355,
    handle: { en: 'Stoker', uk: 'Кочегар' },
    resources: [
      { en: 'oil press', uk: 'олійниця' },
      { en: 'clay pit', uk: 'глинище' }
    ]
  },
  {
    key: 'orikhiv',
    name: { en: 'Orikhiv', uk: 'Оріхів' },
    lat: 47.5673,
    lon: 35.7858,
    people: 288,
    handle: { en: 'Walnut', uk: 'Горіх' },
    resources: [{ en: 'seed bank', uk: 'насіннєвий фонд' }]
  },
  {
    key: 'tokmachka',
    name: { en: 'Mala Tokmachka', uk: 'Мала Токмачка' },
    lat: 47.5356,
    lon: 35.8929,
    people: 140,
    handle: { en: 'Reed', uk: 'Очерет' },
    resources: [{ en: 'dairy', uk: 'сироварня' }]
  },
  {
    key: 'pokrovske',
    name: { en: 'Pokrovske', uk: 'Покровське' },
    lat: 47.9785,
    lon: 36.2256,
    people: 203,
    handle: { en: 'Heron', uk: 'Чапля' },
    resources: [{ en: 'fish ponds', uk: 'стави' }]
  },
  {
    key: 'mykolaivka',
    name: { en: 'Novomykolaivka', uk: 'Новомиколаївка' },
    lat: 47.9781,
    lon: 35.9102,
    people: 167,
    handle: { en: 'Sickle', uk: 'Серпик' },
    resources: [{ en: 'threshing floor', uk: 'тік' }]
  },
  {
    key: 'novosilka',
    name: { en: 'Velyka Novosilka', uk: 'Велика Новосілка' },
    lat: 47.8453,
    lon: 36.8353,
    people: 190,
    handle: { en: 'Lark', uk: 'Жайворон' },
    resources: [{ en: 'greenhouses', uk: 'теплиці' }]
  },
  {
    key: 'komyshuvakha',
    name: { en: 'Komyshuvakha', uk: 'Комишуваха' },
    lat: 47.716,
    lon: 35.5298,
    people: 231,
    handle: { en: 'Bulrush', uk: 'Рогіз' },
    resources: [{ en: 'smithy', uk: 'кузня' }]
  },
  {
    key: 'zoria',
    name: { en: 'Komysh-Zoria', uk: 'Комиш-Зоря' },
    lat: 47.3276,
    lon: 36.693,
    people: 88,
    handle: { en: 'Dawn', uk: 'Зоря' },
    resources: [{ en: 'grain store', uk: 'зерносховище' }]
  },
  {
    key: 'chernihivka',
    name: { en: 'Chernihivka', uk: 'Чернігівка' },
    lat: 47.1999,
    lon: 36.1615,
    people: 156,
    handle: { en: 'Wormwood', uk: 'Полин' },
    resources: [{ en: 'beehives', uk: 'пасіка' }]
  },
  {
    key: 'tokmak',
    name: { en: 'Tokmak', uk: 'Токмак' },
    lat: 47.2552,
    lon: 35.7124,
    people: 320,
    handle: { en: 'Bell', uk: 'Дзвін' },
    resources: [{ en: 'pharmacy', uk: 'аптека' }]
  },
  {
    key: 'mezhova',
    name: { en: 'Mezhova', uk: 'Межова' },
    lat: 48.2532,
    lon: 36.7347,
    people: 134,
    handle: { en: 'Boundary', uk: 'Межа' },
    resources: [{ en: 'sawmill', uk: 'пилорама' }]
  }
]

export interface DemoGood {
  at: string
  good: Words
  category: Category
  quantity: number
  /** a unit that renderer/text/ knows the word for */
  unit: string
  massKg: number
  volumeM3: number
  /** hours from loading to unloading that it stands at most */
  longestOnWayH?: number
  /** days from the demo's making; best before, or needed by */
  day?: number
  keep?: 'cold' | 'dry'
  urgency?: 'whenever' | 'this-season' | 'soon' | 'urgent'
}

const kg = 'kg'
const pieces = 'pieces'
const flour: Words = { en: 'Wheat flour', uk: 'Пшеничне борошно' }
const potatoes: Words = { en: 'Potatoes', uk: 'Картопля' }
const seedGrain: Words = { en: 'Seed wheat', uk: 'Насіння пшениці' }
const cheese: Words = { en: 'Hard cheese', uk: 'Твердий сир' }
const oil: Words = { en: 'Sunflower oil', uk: 'Соняшникова олія' }
const honey: Words = { en: 'Honey', uk: 'Мед' }
const boards: Words = { en: 'Pine boards', uk: 'Соснові дошки' }
const bandages: Words = { en: 'Bandages and dressings', uk: 'Бинти й пов’язки' }
const scythes: Words = { en: 'Scythes', uk: 'Коси' }
const seedlings: Words = { en: 'Tomato seedlings', uk: 'Розсада помідорів' }
const apples: Words = { en: 'Dried apples', uk: 'Сушені яблука' }
const fish: Words = { en: 'Smoked carp', uk: 'Копчений короп' }
const beans: Words = { en: 'Beans', uk: 'Квасоля' }
const blankets: Words = { en: 'Wool blankets', uk: 'Вовняні ковдри' }
const briquettes: Words = { en: 'Husk briquettes', uk: 'Брикети з лушпиння' }
const bricks: Words = { en: 'Clay bricks', uk: 'Глиняна цегла' }

export const demoOffers: DemoGood[] = [
  {
    at: 'huliaipole',
    good: flour,
    category: 'grain',
    quantity: 600,
    unit: kg,
    massKg: 600,
    volumeM3: 1,
    day: 180,
    keep: 'dry'
  },
  {
    at: 'orikhiv',
    good: seedGrain,
    category: 'seeds',
    quantity: 400,
    unit: kg,
    massKg: 400,
    volumeM3: 0.5,
    day: 60,
    keep: 'dry'
  },
  {
    at: 'tokmachka',
    good: cheese,
    category: 'dairy',
    quantity: 80,
    unit: kg,
    massKg: 80,
    volumeM3: 0.2,
    day: 40,
    keep: 'cold'
  },
  {
    at: 'polohy',
    good: oil,
    category: 'other',
    quantity: 250,
    unit: 'l',
    massKg: 230,
    volumeM3: 0.3,
    day: 240
  },
  {
    at: 'polohy',
    good: bricks,
    category: 'building',
    quantity: 500,
    unit: pieces,
    massKg: 1750,
    volumeM3: 1
  },
  { at: 'chernihivka', good: honey, category: 'other', quantity: 120, unit: kg, massKg: 132, volumeM3: 0.15 },
  {
    at: 'mezhova',
    good: boards,
    category: 'building',
    quantity: 3,
    unit: 'm³',
    massKg: 1500,
    volumeM3: 3
  },
  {
    at: 'tokmak',
    good: bandages,
    category: 'medicine',
    quantity: 40,
    unit: 'boxes',
    massKg: 60,
    volumeM3: 0.4,
    day: 700,
    keep: 'dry'
  },
  {
    at: 'komyshuvakha',
    good: scythes,
    category: 'tools',
    quantity: 24,
    unit: pieces,
    massKg: 48,
    volumeM3: 0.3
  },
  {
    at: 'novosilka',
    good: seedlings,
    category: 'seeds',
    quantity: 900,
    unit: pieces,
    massKg: 90,
    volumeM3: 1.2,
    longestOnWayH: 96,
    day: 24
  },
  {
    at: 'ternuvate',
    good: apples,
    category: 'fruit',
    quantity: 150,
    unit: kg,
    massKg: 150,
    volumeM3: 0.8,
    day: 200,
    keep: 'dry'
  },
  {
    at: 'pokrovske',
    good: fish,
    category: 'other',
    quantity: 60,
    unit: kg,
    massKg: 60,
    volumeM3: 0.2,
    day: 30,
    keep: 'cold'
  },
  {
    at: 'mykolaivka',
    good: potatoes,
    category: 'vegetables',
    quantity: 2000,
    unit: kg,
    massKg: 2000,
    volumeM3: 3,
    day: 50
  },
  {
    at: 'zoria',
    good: beans,
    category: 'vegetables',
    quantity: 180,
    unit: kg,
    massKg: 180,
    volumeM3: 0.25,
    day: 300,
    keep: 'dry'
  },
  {
    at: 'zaliznychne',
    good: briquettes,
    category: 'fuel',
    quantity: 800,
    unit: kg,
    massKg: 800,
    volumeM3: 1.1
  }
]

export const demoNeeds: DemoGood[] = [
  {
    at: 'mezhova',
    good: flour,
    category: 'grain',
    quantity: 300,
    unit: kg,
    massKg: 300,
    volumeM3: 0.5,
    day: 30,
    urgency: 'soon',
    keep: 'dry'
  },
  {
    at: 'zoria',
    good: seedGrain,
    category: 'seeds',
    quantity: 200,
    unit: kg,
    massKg: 200,
    volumeM3: 0.25,
    day: 35,
    urgency: 'urgent',
    keep: 'dry'
  },
  {
    at: 'huliaipole',
    good: boards,
    category: 'building',
    quantity: 1,
    unit: 'm³',
    massKg: 500,
    volumeM3: 1,
    urgency: 'this-season'
  },
  {
    at: 'pokrovske',
    good: bandages,
    category: 'medicine',
    quantity: 10,
    unit: 'boxes',
    massKg: 15,
    volumeM3: 0.1,
    urgency: 'urgent',
    keep: 'dry'
  },
  {
    at: 'ternuvate',
    good: scythes,
    category: 'tools',
    quantity: 6,
    unit: pieces,
    massKg: 12,
    volumeM3: 0.1,
    urgency: 'soon'
  },
  {
    at: 'orikhiv',
    good: seedlings,
    category: 'seeds',
    quantity: 300,
    unit: pieces,
    massKg: 30,
    volumeM3: 0.4,
    day: 26,
    urgency: 'soon'
  },
  {
    at: 'tokmak',
    good: potatoes,
    category: 'vegetables',
    quantity: 700,
    unit: kg,
    massKg: 700,
    volumeM3: 1,
    day: 40,
    urgency: 'this-season'
  },
  {
    at: 'novosilka',
    good: oil,
    category: 'other',
    quantity: 80,
    unit: 'l',
    massKg: 73.6,
    volumeM3: 0.1,
    urgency: 'whenever'
  },
  {
    at: 'mykolaivka',
    good: cheese,
    category: 'dairy',
    quantity: 30,
    unit: kg,
    massKg: 30,
    volumeM3: 0.08,
    day: 28,
    urgency: 'whenever',
    keep: 'cold'
  },
  {
    at: 'zaliznychne',
    good: honey,
    category: 'other',
    quantity: 20,
    unit: kg,
    massKg: 22,
    volumeM3: 0.03,
    urgency: 'whenever'
  },
  {
    at: 'komyshuvakha',
    good: briquettes,
    category: 'fuel',
    quantity: 400,
    unit: kg,
    massKg: 400,
    volumeM3: 0.55,
    urgency: 'this-season'
  },
  {
    at: 'chernihivka',
    good: blankets,
    category: 'textiles',
    quantity: 30,
    unit: pieces,
    massKg: 60,
    volumeM3: 0.5,
    urgency: 'soon'
  },
  {
    at: 'polohy',
    good: beans,
    category: 'vegetables',
    quantity: 100,
    unit: kg,
    massKg: 100,
    volumeM3: 0.14,
    urgency: 'this-season',
    keep: 'dry'
  }
]

/** Offer and need by place and good; all are committed, but for the last. */
export const demoMatches: { good: Words; from: string; to: string; state: 'committed' | 'tentative' }[] = [
  { good: flour, from: 'huliaipole', to: 'mezhova', state: 'committed' },
  { good: seedGrain, from: 'orikhiv', to: 'zoria', state: 'committed' },
  { good: scythes, from: 'komyshuvakha', to: 'ternuvate', state: 'committed' },
  { good: seedlings, from: 'novosilka', to: 'orikhiv', state: 'committed' },
  { good: cheese, from: 'tokmachka', to: 'mykolaivka', state: 'committed' },
  { good: beans, from: 'zoria', to: 'polohy', state: 'committed' },
  { good: boards, from: 'mezhova', to: 'huliaipole', state: 'tentative' }
]

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

export const demoAssembly = {
  name: { en: 'Assembly at Mezhova', uk: 'Збори в Межовій' },
  at: 'mezhova',
  day: 18,
  items: [
    {
      title: {
        en: 'Which roads we mend together before the harvest',
        uk: 'Які дороги лагодимо разом до жнив'
      },
      by: 'mezhova',
      affects: ['mezhova', 'pokrovske', 'novosilka'],
      timeboxMin: 40
    },
    {
      title: { en: 'A common store of seed wheat', uk: 'Спільний запас насіння пшениці' },
      by: 'orikhiv',
      affects: ['orikhiv', 'zoria', 'huliaipole', 'mykolaivka'],
      timeboxMin: 60
    },
    {
      title: { en: 'New roof for the Mezhova school', uk: 'Новий дах для школи в Межовій' },
      by: 'mezhova',
      affects: ['mezhova'],
      timeboxMin: 15
    }
  ]
}

export const demoFederation = {
  name: { en: 'Free communes of the Haichur', uk: 'Вільні громади Гайчуру' },
  covenant: {
    en: 'Each commune governs itself. Together we decide only what touches two or more of us. Whoever carries for others is fed by them. Any mandate can be recalled.',
    uk: 'Кожна громада врядує собою сама. Разом вирішуємо лише те, що стосується двох або більше громад. Хто везе для інших, того ті годують. Кожен мандат можна відкликати.'
  }
}
