import type { shell as en } from '../en/shell.ts'
import { countedUk as counted } from '../plural.ts'

export const shell: typeof en = {
  appName: 'Чумак',
  tagline: 'Записи каравану, які мандрують від громади до громади',
  skip: 'Перейти до вмісту',
  areas: {
    caravan: { name: 'Караван', hint: 'Маршрут, зупинки й вантажі' },
    exchange: { name: 'Обмін', hint: 'Що громади пропонують і чого потребують' },
    assembly: { name: 'Збори', hint: 'Порядок денний, який пишуть разом' },
    carry: { name: 'Вісті', hint: 'Флешки, місцева мережа, нові люди' },
    settings: { name: 'Налаштування', hint: 'Мова, світлий і темний вигляд, замикання' }
  },
  navigation: 'Розділи',
  search: 'Пошук',
  searchPlaceholder: 'Громада, товар, питання, дія',
  searchNothing: 'Нічого з такою назвою не знайдено',
  paletteGo: 'Перейти',
  paletteDo: 'Зробити',
  paletteFound: 'У записах',
  help: 'Клавіші',
  helpTitle: 'Що можна робити з клавіатури',
  keys: {
    area: 'Перейти до розділу з цим номером',
    palette: 'Шукати або обрати дію',
    back: 'Повернутися туди, де ви були',
    help: 'Цей перелік',
    table: 'У таблицях: рухатися рядками',
    tableOpen: 'У таблицях: відкрити рядок'
  },
  keyNames: { arrows: 'Стрілки', enter: 'Enter' },
  lock: 'Замкнути зараз',
  status: {
    reading: 'Читаємо записи…',
    holding: (entries, communes) =>
      `У вас ${counted(entries, { one: 'запис', few: 'записи', many: 'записів' })}, ${counted(communes, { one: 'громада', few: 'громади', many: 'громад' })}.`,
    byStick: (commune, day) => `Останні вісті${commune ? `, ${commune}` : ''}: флешка за ${day}.`,
    byLan: (commune, when) => `Останні вісті${commune ? `, ${commune}` : ''}: місцевою мережею, ${when}.`,
    noNews: 'Від інших вістей ще не було.',
    lanOff: 'Місцеву мережу вимкнено',
    lanAlone: 'Місцеву мережу ввімкнено, поруч нікого',
    lanNear: n =>
      `Місцеву мережу ввімкнено, поруч ${counted(n, { one: 'пристрій', few: 'пристрої', many: 'пристроїв' })}`
  },
  demo: {
    name: 'Показ',
    banner: 'Це показ: місця справжні, люди й товари вигадані. Звідси ніщо не виходить за межі комп’ютера.',
    leave: 'Вийти',
    erase: 'Стерти показ',
    eraseTitle: 'Стерти показ?',
    eraseText:
      'Теку показу буде видалено разом з усім, що ви в ній спробували. Ваших власних записів це не зачепить.'
  },
  stick: {
    brings: (label, files) =>
      `Вставлено ${label}. На ній ${counted(files, { one: 'файл', few: 'файли', many: 'файлів' })} із записами.`,
    empty: label => `Вставлено ${label}. Можна записати на неї записи.`,
    toSticks: 'До флешок',
    later: 'Не зараз'
  },
  federationLine: (commune, federation) => `${commune}, федерація «${federation}»`
}
