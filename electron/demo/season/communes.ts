import type { Words } from './words.ts'

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
