import { formEn } from '../plural.ts'

export const exchange = {
  title: 'Exchange',
  lead: 'What the communes have, what they lack, and what the caravan carries between them.',
  tabs: { offers: 'Offers', needs: 'Needs', fits: 'What fits', promised: 'Promised' },
  addOffer: 'Offer something',
  addNeed: 'Say what is needed',
  editOffer: 'Change this offer',
  editNeed: 'Change this need',
  searchLabel: 'Search goods and notes',
  categoryFilter: 'Category',
  allCategories: 'All categories',
  ours: 'Only ours',
  soon: 'Running out within two weeks',
  soonNeeded: 'Needed within two weeks',
  shown: (n: number, all: string) => formEn(n, { one: `${all} line`, other: `${all} lines` }),
  tableOffers: 'Offers of all communes',
  tableNeeds: 'Needs of all communes',
  tablePromised: 'Promised goods',
  column: {
    good: 'Good',
    category: 'Category',
    quantity: 'Quantity',
    mass: 'Weight',
    commune: 'Commune',
    bestBefore: 'Best before',
    neededBy: 'Needed by',
    urgency: 'How urgent',
    keep: 'On the way',
    from: 'From',
    to: 'To',
    state: 'State',
    act: 'Decide'
  },
  none: {
    offers: 'No offers yet. Offer what your commune has to spare, so that others can ask for it.',
    needs: 'No needs yet. Say what your commune lacks; the caravan carries the word to the others.',
    fits: 'Nothing fits at the moment. As soon as one commune offers what another needs, it stands here.',
    promised:
      'Nothing is promised yet. Under “What fits” you can promise a good, and the route will carry it.',
    found: 'Nothing found. Try fewer words, or clear the filters.'
  },
  form: {
    good: 'What is it?',
    goodExample: 'Wheat flour',
    category: 'Category',
    quantity: 'How much?',
    unit: 'Counted in',
    massKg: 'Weight in all, kg',
    massHint: 'The route is planned by weight: an honest guess will do.',
    volumeM3: 'Room it takes, m³',
    bestBefore: 'Best before',
    neededBy: 'Needed by',
    urgency: 'How urgent',
    keep: 'On the way',
    longestOnWay: 'Longest on the way',
    longestOnWayHint: 'Bread, seedlings: so many hours from loading to unloading at most',
    lot: 'Lot',
    note: 'Note',
    closedOffer: 'Given away or withdrawn',
    closedNeed: 'Met or withdrawn',
    missingGood: 'Say what it is.',
    missingAmount: 'A number above zero.',
    saved: 'Saved in the record.',
    waiting: 'Members of a commune that is in the federation write offers and needs. You can read them.'
  },
  theirs: 'Only its own commune can change this line.',
  contested: 'Two people changed this at the same time; saving settles it.',
  fits: {
    lead: 'Offers and needs of the same good in different communes, the most urgent first.',
    line: (good: string, amount: string, from: string, to: string) =>
      `${amount} of ${good} from ${from} to ${to}`,
    before: (day: string) => `before ${day}`,
    promise: 'Promise it',
    promiseLabel: (good: string, to: string) => `Promise ${good} to ${to}`,
    keepInMind: 'Keep in mind',
    keepLabel: (good: string, to: string) => `Keep ${good} for ${to} in mind`,
    promisedNow: (good: string, to: string) => `${good} is promised to ${to}. The next route plan carries it.`
  },
  promised: {
    commit: 'Promise it',
    cancel: 'Call it off',
    commitLabel: (good: string) => `Promise ${good}`,
    cancelLabel: (good: string) => `Call off ${good}`
  },
  sortBy: (column: string) => `Sort by: ${column}`,
  expired: 'past its day'
}
