export const start = {
  title: 'Begin',
  welcome: 'Welcome to Chumak',
  intro:
    'Chumak keeps what your federation agrees, offers and plans, on this computer. It needs no internet and no account. The record travels by USB stick, or between laptops on one Wi-Fi.',
  passphrase: {
    title: 'A passphrase for this computer',
    why: 'The record on this computer is locked with it. If the laptop is lost or taken, nobody can read the record without it.',
    noRecovery:
      'Nobody can recover it for you: there is no server and no other key. Write it on paper and keep the paper away from the laptop.',
    how: 'Four or five words that do not belong together are easy to remember and hard to guess.',
    label: 'Passphrase',
    again: 'Passphrase once more',
    differs: 'The two are not the same yet.',
    show: 'Show what I type',
    strength: 'Strength',
    levels: {
      weak: 'Too easy to guess. Add more words.',
      fair: 'Acceptable. One more word makes it much better.',
      good: 'Good.',
      strong: 'Strong.'
    },
    common: 'This one is among the first that anybody would try.'
  },
  handle: {
    label: 'What others call you',
    hint: 'A nickname is enough. It is shown beside what you write. No legal name is needed.'
  },
  make: 'Make the record',
  making: 'Making the keys and the locked record…',
  lookFirst: 'Look around first',
  lookFirstHint: 'A demo federation of 14 communes, in a folder of its own.',
  openingDemo: 'Preparing the demo',
  unlock: {
    title: 'Unlock the record',
    greeting: (handle: string) => `Welcome back, ${handle}.`,
    button: 'Unlock',
    working: 'Unlocking takes a second: that is what makes guessing slow.',
    forgotten:
      'A forgotten passphrase cannot be recovered. Other communes still carry the record: with a new welcome you can join again.'
  },
  ways: {
    title: 'How do you want to begin?',
    signedAs: (handle: string) => `You are ${handle}. This computer’s record is ready and empty.`,
    begin: {
      title: 'Begin a federation',
      hint: 'Your commune is the first. Others join when you welcome them.'
    },
    join: {
      title: 'Join with an invitation',
      hint: 'A member of a federation welcomes you: you give a card file, you get a welcome file.'
    },
    stick: { title: 'Open a stick', hint: 'See what a stick brings, before anything is taken in.' },
    demo: {
      title: 'Look around',
      hint: 'A demo of 14 communes, in a folder of its own. Erase it whenever you like.'
    }
  },
  federation: {
    title: 'Begin a federation',
    name: 'Name of the federation',
    nameExample: 'Zelene Pole federation',
    commune: 'Name of your commune',
    place: 'Where your commune is',
    placeHint: 'Type the name of the nearest town or village. The search works offline.',
    placesFound: 'Found by that name',
    placeNone: 'No place by that name. Try another spelling, or a bigger town near by.',
    coarse:
      'Only a place rounded to about 5 km is written down. The exact spot is nobody’s business unless you make it so.',
    covenant: 'What you agree on',
    covenantHint:
      'A few sentences that every commune that joins stands under. You can change it later, together.',
    button: 'Begin',
    working: 'Writing the first entries…'
  },
  join: {
    title: 'Join with an invitation',
    step1: '1. Make your card',
    step1Text:
      'The card is a small file with your handle and this computer’s public keys. It holds nothing secret.',
    asWho: 'You join',
    asMember: 'a commune that is in the federation already',
    asCommune: 'as a new commune',
    makeCard: 'Make the card file…',
    makeAgain: 'Make another card file…',
    step2: '2. Give the card to a member',
    step2Text:
      'By stick, by phone, however you like. They choose “Welcome someone” in the area Carry. Read these digits to each other: if they are the same on both screens, nobody has swapped the card.',
    fingerprint: 'Digits to compare',
    saved: (path: string) => `Written to ${path}`,
    step3: '3. Take the welcome file back',
    step3Text: 'They give you a file whose name ends in .welcome. It only opens on this computer.',
    openWelcome: 'Open the welcome file…',
    working: 'Taking the welcome in'
  },
  stick: {
    title: 'Open a stick',
    text: 'Choose a file whose name ends in .caravan. First you see what it brings; nothing is taken in yet.',
    needWelcome: 'You need a welcome first',
    needWelcomeText:
      'Sticks are locked, so that a lost one tells nobody anything: only members of the federation can open them. This device is in no federation yet. Make your card, let a member welcome you, then open the stick.',
    toJoin: 'Join with an invitation'
  },
  choose: { card: 'Save your card', welcome: 'Open the welcome' }
}
