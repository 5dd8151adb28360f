import { countedEn as counted } from '../plural.ts'

export const shell = {
  appName: 'Chumak',
  tagline: 'The record of the caravan, carried from commune to commune',
  skip: 'Skip to the content',
  areas: {
    caravan: { name: 'Caravan', hint: 'The route, the stops and the loads' },
    exchange: { name: 'Exchange', hint: 'What communes offer and what they need' },
    assembly: { name: 'Assembly', hint: 'Agendas, edited together' },
    carry: { name: 'Carry', hint: 'Sticks, the local network, welcoming people' },
    settings: { name: 'Settings', hint: 'Language, light and dark, locking' }
  },
  navigation: 'Areas',
  search: 'Search',
  searchPlaceholder: 'A commune, a good, a topic, an action',
  searchNothing: 'Nothing found by that name',
  paletteGo: 'Go to',
  paletteDo: 'Do',
  paletteFound: 'In the record',
  help: 'Keys',
  helpTitle: 'What the keyboard can do',
  keys: {
    area: 'Go to the area of that number',
    palette: 'Search, or choose what to do',
    back: 'Back to where you were',
    help: 'This list',
    table: 'In tables: move by rows',
    tableOpen: 'In tables: open the row'
  },
  keyNames: { arrows: 'Arrow keys', enter: 'Enter' },
  lock: 'Lock now',
  status: {
    reading: 'Reading the record…',
    holding: (entries: number, communes: number) =>
      `You hold ${counted(entries, { one: 'entry', other: 'entries' })} of ${counted(communes, { one: 'commune', other: 'communes' })}.`,
    /** whose news it was may not be known */
    byStick: (commune: string | null, day: string) =>
      `Last news${commune ? ` from ${commune}` : ''}: the stick of ${day}.`,
    byLan: (commune: string | null, when: string) =>
      `Last news${commune ? ` from ${commune}` : ''}: over the local network, ${when}.`,
    noNews: 'No news from others yet.',
    lanOff: 'Local network off',
    lanAlone: 'Local network on, nobody near',
    lanNear: (n: number) => `Local network on, ${counted(n, { one: 'device', other: 'devices' })} near`
  },
  demo: {
    name: 'Demo',
    banner: 'This is the demo: real places, invented people and goods. Nothing here leaves this computer.',
    leave: 'Leave',
    erase: 'Erase the demo',
    eraseTitle: 'Erase the demo?',
    eraseText:
      'The demo’s folder is deleted, with whatever you tried out in it. Your own record is not touched.'
  },
  stick: {
    brings: (label: string, files: number) =>
      `${label} was plugged in. It carries ${counted(files, { one: 'stick file', other: 'stick files' })}.`,
    empty: (label: string) => `${label} was plugged in. You can give it the record.`,
    toSticks: 'Go to the sticks',
    later: 'Not now'
  },
  federationLine: (commune: string, federation: string) => `${commune}, in ${federation}`
}
