import type { exchange as en } from '../en/exchange.ts'
import { formUk } from '../plural.ts'

export const exchange: typeof en = {
  title: 'Обмін',
  lead: 'Що громади мають, чого їм бракує і що караван везе між ними.',
  tabs: { offers: 'Пропозиції', needs: 'Потреби', fits: 'Що пасує', promised: 'Обіцяне' },
  addOffer: 'Запропонувати',
  addNeed: 'Сказати, що потрібно',
  editOffer: 'Змінити пропозицію',
  editNeed: 'Змінити потребу',
  searchLabel: 'Шукати за назвою та приміткою',
  categoryFilter: 'Вид',
  allCategories: 'Усі види',
  ours: 'Лише наші',
  soon: 'Спливає за два тижні',
  soonNeeded: 'Потрібне за два тижні',
  shown: (n, all) =>
    formUk(n, { one: `${all} рядок`, few: `${all} рядки`, many: `${all} рядків`, other: `${all} рядка` }),
  tableOffers: 'Пропозиції всіх громад',
  tableNeeds: 'Потреби всіх громад',
  tablePromised: 'Обіцяне добро',
  column: {
    good: 'Що',
    category: 'Вид',
    quantity: 'Скільки',
    mass: 'Вага',
    commune: 'Громада',
    bestBefore: 'Придатне до',
    neededBy: 'Потрібно до',
    urgency: 'Наскільки терміново',
    keep: 'У дорозі',
    from: 'Звідки',
    to: 'Куди',
    state: 'Стан',
    act: 'Рішення'
  },
  none: {
    offers: 'Пропозицій ще немає. Запропонуйте те, чого у вашій громаді надлишок, — інші зможуть попросити.',
    needs: 'Потреб ще немає. Скажіть, чого бракує вашій громаді: караван донесе це до інших.',
    fits: 'Поки що нічого не пасує. Щойно хтось запропонує те, що іншим потрібно, воно з’явиться тут.',
    promised: 'Ще нічого не обіцяно. У «Що пасує» можна пообіцяти добро, і маршрут його повезе.',
    found: 'Нічого не знайдено. Спробуйте менше слів або зніміть відбір.'
  },
  form: {
    good: 'Що це?',
    goodExample: 'Пшеничне борошно',
    category: 'Вид',
    quantity: 'Скільки?',
    unit: 'Чим лічимо',
    massKg: 'Вага всього, кг',
    massHint: 'Маршрут рахують за вагою: досить чесної оцінки.',
    volumeM3: 'Скільки місця, м³',
    bestBefore: 'Придатне до',
    neededBy: 'Потрібно до',
    urgency: 'Наскільки терміново',
    keep: 'У дорозі',
    longestOnWay: 'Найдовше в дорозі',
    longestOnWayHint: 'Хліб, розсада: щонайбільше стільки годин від завантаження до вивантаження',
    lot: 'Партія',
    note: 'Примітка',
    closedOffer: 'Віддано або відкликано',
    closedNeed: 'Задоволено або відкликано',
    missingGood: 'Напишіть, що це.',
    missingAmount: 'Число, більше за нуль.',
    saved: 'Записано.',
    waiting: 'Пропозиції та потреби пишуть учасники громад, що входять до федерації. Читати їх можна.'
  },
  theirs: 'Цей рядок може змінити лише його громада.',
  contested: 'Двоє змінили це одночасно; збереження розсудить.',
  fits: {
    lead: 'Пропозиції й потреби того самого добра в різних громадах, найтерміновіші — перші.',
    line: (good, amount, from, to) => `${good}, ${amount}: ${from} → ${to}`,
    before: day => `до ${day}`,
    promise: 'Пообіцяти',
    promiseLabel: (good, to) => `Пообіцяти ${good}: ${to}`,
    keepInMind: 'Мати на думці',
    keepLabel: (good, to) => `Мати на думці ${good}: ${to}`,
    promisedNow: (good, to) => `Обіцяно: ${good} → ${to}. Наступний маршрут це повезе.`
  },
  promised: {
    commit: 'Пообіцяти',
    cancel: 'Скасувати',
    commitLabel: good => `Пообіцяти: ${good}`,
    cancelLabel: good => `Скасувати: ${good}`
  },
  sortBy: column => `Впорядкувати: ${column}`,
  expired: 'термін минув'
}
