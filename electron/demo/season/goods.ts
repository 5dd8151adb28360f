import type { Words } from './words.ts'

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
