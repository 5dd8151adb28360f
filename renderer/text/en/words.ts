import { formEn } from '../plural.ts'

const unit = (one: string, other: string) => (n: number) => formEn(n, { one, other })
const same = (word: string) => (_n: number) => word

/** Words that every area uses: categories, units, states, short acts. */
export const words = {
  category: {
    grain: 'Grain and flour',
    vegetables: 'Vegetables',
    fruit: 'Fruit',
    dairy: 'Dairy',
    seeds: 'Seeds and seedlings',
    tools: 'Tools',
    medicine: 'Medicine',
    textiles: 'Cloth and clothing',
    building: 'Building material',
    fuel: 'Fuel and firewood',
    other: 'Other'
  },
  keep: { plain: 'No special care', cold: 'Keep cold', dry: 'Keep dry' },
  urgency: { whenever: 'Whenever', 'this-season': 'This season', soon: 'Soon', urgent: 'Urgent' },
  matchState: { tentative: 'Tentative', committed: 'Committed', cancelled: 'Cancelled' },
  road: { passable: 'Passable', slow: 'Slow', blocked: 'Blocked' },
  assemblyState: { planned: 'Planned', open: 'Open', closed: 'Closed' },
  decisionRule: {
    consent: 'Consent (no reasoned objection)',
    consensus: 'Consensus (all agree)',
    'two-thirds': 'Two thirds',
    majority: 'Majority'
  },
  /** one and many, as they follow a number; units not listed here are shown as they were typed */
  unit: {
    kg: same('kg'),
    g: same('g'),
    t: same('t'),
    l: same('l'),
    m: same('m'),
    'm²': same('m²'),
    'm³': same('m³'),
    sacks: unit('sack', 'sacks'),
    pieces: unit('piece', 'pieces'),
    boxes: unit('box', 'boxes'),
    crates: unit('crate', 'crates'),
    jars: unit('jar', 'jars'),
    bottles: unit('bottle', 'bottles'),
    bundles: unit('bundle', 'bundles'),
    packs: unit('pack', 'packs'),
    rolls: unit('roll', 'rolls'),
    pairs: unit('pair', 'pairs'),
    sets: unit('set', 'sets')
  },
  measure: { kg: 'kg', t: 't', m3: 'm³', km: 'km', m: 'm', h: 'h', min: 'min', kmh: 'km/h' },
  days: unit('day', 'days'),
  bytes: ['bytes', 'kB', 'MB', 'GB'],
  north: 'N',
  south: 'S',
  east: 'E',
  west: 'W',
  coarse: 'to about 5 km',
  unnamed: 'unnamed',
  unknownCommune: 'a commune not known here',
  act: {
    save: 'Save',
    add: 'Add',
    edit: 'Edit',
    cancel: 'Cancel',
    close: 'Close',
    back: 'Back',
    next: 'Next',
    remove: 'Remove',
    search: 'Search',
    print: 'Print',
    open: 'Open',
    tryAgain: 'Try again',
    show: 'Show',
    clear: 'Clear'
  },
  calendar: {
    previousMonth: 'Previous month',
    nextMonth: 'Next month',
    previousYear: 'Previous year',
    nextYear: 'Next year',
    previousDecade: 'Previous ten years',
    nextDecade: 'Next ten years',
    monthLevelControl: 'Choose a month',
    yearLevelControl: 'Choose a year'
  },
  loading: 'Loading…',
  optional: 'optional',
  none: 'none',
  yes: 'yes',
  no: 'no'
}
