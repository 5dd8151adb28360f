import type { words as en } from '../en/words.ts'
import { formUk } from '../plural.ts'

const unit = (one: string, few: string, many: string) => (n: number) => formUk(n, { one, few, many })
const same = (word: string) => (_n: number) => word

export const words: typeof en = {
  category: {
    grain: 'Зерно й борошно',
    vegetables: 'Овочі',
    fruit: 'Фрукти і ягоди',
    dairy: 'Молочне',
    seeds: 'Насіння й розсада',
    tools: 'Інструмент',
    medicine: 'Ліки',
    textiles: 'Тканини й одяг',
    building: 'Будівельні матеріали',
    fuel: 'Паливо й дрова',
    other: 'Інше'
  },
  keep: { plain: 'Без особливих умов', cold: 'Тримати в холоді', dry: 'Тримати сухим' },
  urgency: {
    whenever: 'Будь-коли',
    'this-season': 'Цього сезону',
    soon: 'Найближчим часом',
    urgent: 'Терміново'
  },
  matchState: { tentative: 'Намічено', committed: 'Домовлено', cancelled: 'Скасовано' },
  road: { passable: 'Проїзна', slow: 'Повільна', blocked: 'Перекрита' },
  assemblyState: { planned: 'Заплановано', open: 'Тривають', closed: 'Завершено' },
  decisionRule: {
    consent: 'Згода (немає вмотивованих заперечень)',
    consensus: 'Консенсус (усі погоджуються)',
    'two-thirds': 'Дві третини',
    majority: 'Більшість'
  },
  unit: {
    kg: same('кг'),
    g: same('г'),
    t: same('т'),
    l: same('л'),
    m: same('м'),
    'm²': same('м²'),
    'm³': same('м³'),
    sacks: unit('мішок', 'мішки', 'мішків'),
    pieces: unit('штука', 'штуки', 'штук'),
    boxes: unit('коробка', 'коробки', 'коробок'),
    crates: unit('ящик', 'ящики', 'ящиків'),
    jars: unit('банка', 'банки', 'банок'),
    bottles: unit('пляшка', 'пляшки', 'пляшок'),
    bundles: unit('в’язка', 'в’язки', 'в’язок'),
    packs: unit('пачка', 'пачки', 'пачок'),
    rolls: unit('рулон', 'рулони', 'рулонів'),
    pairs: unit('пара', 'пари', 'пар'),
    sets: unit('набір', 'набори', 'наборів')
  },
  measure: { kg: 'кг', t: 'т', m3: 'м³', km: 'км', m: 'м', h: 'год', min: 'хв', kmh: 'км/год' },
  days: unit('день', 'дні', 'днів'),
  bytes: ['байтів', 'кБ', 'МБ', 'ГБ'],
  north: 'пн. ш.',
  south: 'пд. ш.',
  east: 'сх. д.',
  west: 'зх. д.',
  coarse: 'з точністю до 5 км',
  unnamed: 'без назви',
  unknownCommune: 'громада, якої тут ще не знають',
  act: {
    save: 'Зберегти',
    add: 'Додати',
    edit: 'Змінити',
    cancel: 'Скасувати',
    close: 'Закрити',
    back: 'Назад',
    next: 'Далі',
    remove: 'Прибрати',
    search: 'Шукати',
    print: 'Друкувати',
    open: 'Відкрити',
    tryAgain: 'Спробувати ще раз',
    show: 'Показати',
    clear: 'Очистити'
  },
  calendar: {
    previousMonth: 'Попередній місяць',
    nextMonth: 'Наступний місяць',
    previousYear: 'Попередній рік',
    nextYear: 'Наступний рік',
    previousDecade: 'Попереднє десятиліття',
    nextDecade: 'Наступне десятиліття',
    monthLevelControl: 'Обрати місяць',
    yearLevelControl: 'Обрати рік'
  },
  loading: 'Зачекайте…',
  optional: 'не обов’язково',
  none: 'немає',
  yes: 'так',
  no: 'ні'
}
