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
  again: {
    title: 'Have you been here before?',
    hint: 'After a lost or broken computer you need not begin from nothing.',
    backup: 'Restore a backup',
    paper: 'We have only the paper'
  },
  restore: {
    title: 'Restore a backup',
    intro:
      'The record and its secrets come back under new keys. You then make a card, and another member of your commune admits this computer. If you were alone in it, nobody can: go in by its recovery sheet instead, or come as a new commune.',
    passphrase: 'Passphrase of the backup',
    choose: 'Choose the backup and restore',
    chooseTitle: 'Open the backup',
    working: 'Restoring'
  },
  byPaper: {
    title: 'We have only the paper',
    intro:
      'The 24 words of your commune’s recovery sheet and a stick of somebody who had heard of the sheet make this computer a member of your commune. The sheet is used up then.',
    words: 'The 24 words, in order',
    wordsHint: 'They are English. Capitals, numbers and line ends do no harm.',
    code: 'recovery sheet',
    unknown: (n: number, word: string) => `Word ${n}, “${word}”, is not one of the list.`,
    count: (n: number) => `${n} of 24 words.`,
    checksum: 'These words do not belong together: one of them is another than on the sheet.',
    whole: 'The words fit together.',
    choose: 'Choose a stick file and go in',
    chooseTitle: 'Open a stick file of the federation',
    working: 'Going in'
  },
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
    showCard: 'Show the card as a code',
    codeOf: (handle: string) => `Card of ${handle}`,
    step2: '2. Give the card to a member',
    step2Text:
      'By stick, by phone, however you like. They choose “Welcome someone” in the area Carry. Read these digits to each other: if they are the same on both screens, nobody has swapped the card.',
    fingerprint: 'Digits to compare',
    saved: (path: string) => `Written to ${path}`,
    step3: '3. Take the welcome file back',
    step3Text:
      'They give you a file whose name ends in .welcome, or show you a code. It only opens on this computer.',
    openWelcome: 'Open the welcome file…',
    working: 'Taking the welcome in'
  },
  toCome: {
    title: 'You are welcomed',
    text: 'What opens the record is on this computer now. The record itself comes over the local network from any member near by, or on a stick. As soon as it is here, you can read it.',
    card: 'Make another card…'
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
