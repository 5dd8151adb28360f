import type { whatIf as en } from '../en/what-if.ts'
import { countedUk as counted } from '../plural.ts'

const limits = (n: number) => counted(n, { one: 'обмеження', few: 'обмеження', many: 'обмежень' })

export const whatIf: typeof en = {
  tab: 'А якщо',
  hint: 'Припустіть, що щось інакше, і гляньте на два маршрути поруч. Цим ще нічого не вирішено.',
  needsPlan: 'Спершу сплануйте маршрут: з ним і порівнюватимемо.',
  suppose: 'Припустімо,',
  kinds: {
    road: 'дороги немає',
    silent: 'громада замовкла',
    vehicleLess: 'на одного воза менше',
    order: 'інша черга, вручну',
    goals: 'інші цілі',
    moreDays: 'більше днів'
  },
  road: 'Яка дорога',
  roadHint: 'Або клацніть дорогу на карті.',
  stop: 'Яка громада',
  vehicle: 'Який віз',
  days: 'На скільки днів більше',
  tryIt: 'Спробувати',
  kept: 'Припущення на вашому столі',
  keptHint: 'Вони лишаються на цьому ноутбуці, доки ви їх не ухвалите або не викинете.',
  open: name => `Подивитися: ${name}`,
  waiting: 'Не сплановано до кінця',
  title: 'А якщо',
  name: {
    roadOut: (a, b) => `Дороги ${a} – ${b} немає`,
    roadOpen: (a, b) => `Дорога ${a} – ${b} відкрита`,
    silent: name => `${name}: громада замовкла`,
    vehicleLess: name => `Без воза «${name}»`,
    order: 'Інша черга',
    goals: goal => `Інші цілі, найперша: ${goal}`,
    moreDays: n => `На ${counted(n, { one: 'день', few: 'дні', many: 'днів' })} більше`,
    laterWindow: (name, days) => `${name} приймає ще ${days}`,
    earlierWindow: (name, days) => `${name} приймає раніше на ${days}`,
    shorterStay: (name, days) => `${name}: стоянка коротша на ${days}`,
    earlierStart: days => `Подорож починається раніше на ${days}`,
    moreDriving: time => `За кермом ще ${time} на день`,
    laterRest: days => `Спочинок пізніше на ${days}`,
    moreRoom: amount => `Ще ${amount} місця`,
    moreCold: amount => `Ще ${amount} холодного місця`,
    longerOnWay: (good, time) => `${good}: у дорозі ще ${time}`
  },
  against: 'Порівняно з',
  adopted: 'Ухвалений маршрут',
  draft: 'Чернетка',
  running: 'Найкраще досі',
  differences: 'Чим відрізняється',
  nothing: 'Нічим не відрізняється.',
  planning: 'Плануємо це припущення…',
  unplanned: 'Не сплановано до кінця.',
  stale: 'Відтоді щось змінилося.',
  planAgain: 'Спланувати знову',
  adopt: 'Ухвалити цей',
  adoptAlso: changes => `Разом буде записано: ${changes}.`,
  throwAway: 'Викинути',
  orderTitle: 'Його черга, вручну',
  beside: 'День за днем',
  day: 'День',
  differs: 'інакше',
  noDay: '–',
  legend: 'Лінії на карті',
  difference: {
    notVisited: name => `${name}: караван не заїжджає`,
    visited: name => `${name}: караван теж заїжджає`,
    breaks: (from, to) =>
      from === 0
        ? `Порушує ${limits(to)}`
        : to === 0
          ? 'Більше не порушує обмежень'
          : `Порушує ${limits(to)} замість ${from}`,
    staysBehind: (mass, good) => `${good}, ${mass}: лишається`,
    comesAlong: (mass, good) => `${good}, ${mass}: теж їде`,
    longer: days => `На ${days} довше`,
    shorter: days => `На ${days} коротше`,
    setsOut: (to, from) => `Вирушає ${to} замість ${from}`,
    day: (name, to, from) => `${name}: ${to} замість ${from}`,
    later: (names, days) => `${names}: на ${days} пізніше`,
    earlier: (names, days) => `${names}: на ${days} раніше`,
    movedAfter: (name, after) => `${name} тепер після зупинки ${after}`,
    movedFirst: name => `${name} тепер перша`,
    reordered: n => `Інакше в черзі: ${counted(n, { one: 'зупинка', few: 'зупинки', many: 'зупинок' })}`,
    restMoves: (from, to) => `День спочинку переноситься з ${from} на ${to}`,
    restMore: day => `Ще один день спочинку: ${day}`,
    restLess: day => `На день спочинку менше: ${day}`,
    farther: distance => `на ${distance} більше`,
    nearer: distance => `на ${distance} менше`,
    moreDriving: time => `за кермом на ${time} більше`,
    lessDriving: time => `за кермом на ${time} менше`
  }
}
