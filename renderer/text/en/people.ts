import type { FieldsOfKind } from '#shared/kinds/index.ts'
import type { Duty, MandateType } from '#shared/kinds/mandate.ts'
import { countedEn as counted } from '../plural.ts'

const entries = (n: number) => counted(n, { one: 'entry', other: 'entries' })
const more = (n: number) => counted(n, { one: 'more member', other: 'more members' })
const duties: Record<Duty, string> = {
  delegate: 'Delegate',
  facilitator: 'Facilitator',
  'note-taker': 'Note-taker',
  driver: 'Driver',
  mediator: 'Mediator',
  safety: 'Safety',
  treasurer: 'Keeper of the purse'
}
const mandateTypes: Record<MandateType, string> = {
  binding: 'bound to what the commune said',
  'deliberate-then-ratify': 'talks it over, the commune then confirms',
  observer: 'listens and reports'
}
const releaseWhy: Record<NonNullable<FieldsOfKind<'release'>['why']>, string> = {
  'moved-on': 'moved on, or writes on another laptop now',
  'device-lost': 'the laptop is lost or was taken',
  forked: 'two laptops write with the same key',
  harm: 'did harm',
  other: 'another reason'
}
const forgetWhy: Record<FieldsOfKind<'forget'>['why'], string> = {
  'no-longer-needed': 'it is needed no more',
  'consent-withdrawn': 'whoever it is about does not want it kept',
  mistake: 'it was written by mistake'
}

export const people = {
  duties,
  mandateTypes,
  releaseWhy,
  forgetWhy,
  own: (commune: string) => `People of ${commune}`,
  ownHint: 'Each line is one laptop. Whoever writes on two laptops stands here twice.',
  others: 'Other communes',
  nobody: 'nobody is left',
  column: { who: 'Who', state: 'Standing', duties: 'Duties', act: 'What to do', commune: 'Commune' },
  thisDevice: 'this laptop',
  ownOther: 'your other laptop',
  otherOf: (who: string) => `another laptop of ${who}`,
  state: {
    member: 'member',
    /** `of`: how many laptops `by` names */
    asked: (by: string, _of: number, n: number) => `${by} asked for the release; ${more(n)} must ask`,
    released: (last: number) => `released; what was written up to entry ${last} stands`,
    forked: (last: number) => `two laptops write with one key; nothing after entry ${last} counts`
  },
  communeState: {
    in: 'in the federation',
    waiting: 'waits to be vouched for',
    left: 'left the federation'
  },
  vouchedBy: (names: string) => `vouched for by ${names}`,
  vouchesMissing: (n: number) => `${counted(n, { one: 'more commune', other: 'more communes' })} must vouch`,
  moreRows: (n: number) => `and ${n} more`,
  vouch: (commune: string) => `Vouch for ${commune}`,
  vouched: (commune: string, isIn: boolean) =>
    isIn ? `${commune} is in the federation.` : `Your commune vouched for ${commune}. More communes must.`,
  threshold: {
    told: (n: number) =>
      n === 1
        ? 'One commune of the federation is enough to vouch for a new one.'
        : `For a new commune ${n} communes of the federation must vouch, or all of them where they are fewer.`,
    label: 'How many communes must vouch for a new one',
    hint: 'Whoever is in, as far as is known here, stays in. A commune that came in elsewhere, unknown here so far, will need as many vouches.',
    do: 'Write it into the covenant'
  },
  release: {
    open: (who: string) => `Release ${who}…`,
    title: (who: string) => `Release ${who}`,
    self: 'Release yourself',
    hint: (n: number) =>
      `All that was written up to now (${entries(n)}) stays. What is written on that laptop later counts no more, and it is given no new secrets.`,
    need: 'Two members must ask, or one where only two are left. Nobody can take a release back: whoever returns comes with a new key.',
    needOwn:
      'It is your own other laptop: your word alone is enough. Nobody can take a release back; a laptop that is found again comes with a new key.',
    selfHint:
      'You will write for this commune no more. What you wrote stays. To return, take a new key and be welcomed again.',
    lastHint:
      'You are the last one here. Once you are released, nobody in this commune can welcome anybody: welcome somebody else first.',
    why: 'Why?',
    note: 'Anything to add',
    noteHint: 'Everybody in the federation can read this.',
    do: (who: string) => `Ask for the release of ${who}`,
    doOwn: (who: string) => `Release ${who} now`,
    doSelf: 'Release me',
    sure: 'Yes, release me now',
    done: (who: string) => `${who} is released.`,
    doneNext:
      'The secrets were renewed. Carry a stick to the others soon: until they have your news, they still trust that laptop.',
    asked: (n: number) => `You asked for it. ${more(n)} must ask too.`,
    askedByOther:
      'You asked on your other laptop. Your two laptops have one voice: another member must ask too.',
    askedNext: 'They see your request here once your news has reached them.'
  },
  leave: {
    open: (commune: string) => `Take ${commune} out of the federation…`,
    title: (commune: string) => `${commune} leaves the federation`,
    hint: 'What your commune wrote stays with everybody. Nothing it writes from now on counts in the federation, until enough other communes vouch for it again.',
    note: 'A word to the others',
    do: 'Leave the federation',
    sure: 'Yes, leave now'
  },
  mandate: {
    open: (who: string) => `Give ${who} a duty…`,
    title: (who: string) => `A duty for ${who}`,
    hint: 'Your commune gives it, for a time, and can take it back at any moment.',
    duty: 'Duty',
    type: 'How far it goes',
    instructions: 'What it is to say and may agree to',
    from: 'First day',
    until: 'Last day',
    give: 'Give the duty',
    line: (duty: string, type: string, until: string | null) =>
      `${duty}, ${type}${until ? `, until ${until}` : ''}`,
    by: (commune: string) => `given by ${commune}`,
    recall: (duty: string, who: string) => `Take back: ${duty}, ${who}`,
    recallShort: 'Take back'
  },
  revive: {
    open: (commune: string) => `A new member for ${commune}…`,
    hint: (commune: string) =>
      `Nobody is left in ${commune} who could welcome anybody. Somebody who is to speak for it makes a card; other communes vouch for that card.`,
    do: 'Choose their card…',
    vouch: 'Vouch, and write the welcome…',
    done: (who: string, commune: string) => `${who} speaks for ${commune} now. Give them the welcome.`,
    asked: (n: number) =>
      `Your commune vouched. ${counted(n, { one: 'more commune', other: 'more communes' })} must vouch for the same card.`
  },
  site: {
    title: 'Exact places of your commune',
    hint: 'A store, a well, a clinic. Only members of your commune can read these; the other communes carry them locked.',
    none: 'None are written down yet.',
    add: 'Add an exact place',
    edit: (name: string) => `Change ${name}`,
    name: 'What is there',
    find: 'Find a place near it',
    at: 'Latitude and longitude',
    atHint: 'In degrees, as a phone’s map shows them: 47.65213, 36.25971',
    atBad: 'Two numbers in degrees, with a comma between.',
    note: 'Note',
    missing: 'Say what is there.'
  },
  trouble: {
    label: 'Trouble with a key',
    own: 'Two laptops write with the key of this one, so nothing new from here counts. Everything is kept.',
    ownDo: 'Take a new device key…',
    others: (who: string, last: number) =>
      `Two laptops write under the name ${who}. What was written after entry ${last} is kept but does not count; whoever was taken in from there stays in. They must take a new device key; their commune should release the old one.`,
    more: (n: number) => `The same goes for ${counted(n, { one: 'other laptop', other: 'other laptops' })}.`,
    toPeople: 'To the people',
    released: 'This laptop was released: nothing it writes counts any more. You can still read and carry.',
    left: (commune: string) =>
      `${commune} has left the federation. You can read and carry; what you write counts again once enough other communes vouch for yours.`
  },
  outside: {
    label: 'Your membership',
    newKey:
      'This laptop has a new key that nobody has welcomed yet, so what you write does not count. You can read and carry. Make a card and give it to a member: with the welcome that you get for it you write again.',
    nobody:
      'By this record you are a member of no commune, so what you write does not count: the news of your welcome is still on its way, or whoever welcomed you counts no more. You can read and carry. If no such news comes, make a card and give it to a member.',
    commune: (commune: string) =>
      `By this record ${commune} is not in the federation, so what you write does not count: the news is still on its way, or too few of those who vouched for it count. You can read and carry. If no such news comes, let another commune vouch for yours, under “People and communes” or with a card of yours.`,
    toCard: 'Card and welcome…'
  },
  renew: {
    title: 'Take a new device key',
    hint: 'This happens when a laptop was copied, or a backup was put back while the laptop went on writing. Your record and your drafts stay. The old key’s entries stay as they are.',
    steps:
      'You then make a card, and a member of your commune releases the old key and welcomes the new one, as with a new laptop.',
    do: 'Take a new key',
    sure: 'Yes, take a new key now'
  },
  forget: {
    open: 'Forget this…',
    hint: 'What it says is deleted here and on every laptop that gets this news. A stick or a laptop that never gets it keeps its copy, and whoever read it has read it. What somebody else of your commune wrote goes once two of you ask.',
    agenda: {
      assembly:
        'Its points, its agenda and its minutes go with it, as a whole: all that your commune wrote into them. What other communes wrote into them stays.',
      item: 'What it says in the agenda stays there: an agenda is only forgotten as a whole, together with its assembly.'
    },
    why: 'Why?',
    do: 'Forget it',
    done: (n: number, asked: number) =>
      [
        n > 0 && `Forgotten: ${entries(n)}. Copies that never get this news may remain.`,
        n < asked && `Asked for ${entries(asked - n)}: they go once another member of your commune asks too.`
      ]
        .filter(Boolean)
        .join(' '),
    oldTitle: 'Old enough to be forgotten',
    oldHint: (n: number) =>
      `${counted(n, { one: 'report', other: 'reports' })} of your commune ${n === 1 ? 'is' : 'are'} older than such things are kept for.`,
    oldDo: 'Forget them'
  },
  ways: {
    title: 'When something happens',
    list: [
      {
        name: 'You want to write on a second laptop',
        text: 'Make a new record there, choose “Join with an invitation”, and make a card. Welcome that card here and tick “It is my own other laptop”. The commune then has two lines under your name, and your two laptops one voice.'
      },
      {
        name: 'A laptop is lost or was taken',
        text: 'Release it here, with the reason “lost”. Two members must ask; one is enough where only two are left, and for your own other laptop you alone. The secrets are renewed, so that it learns nothing new. What is on it already stays readable to whoever knows its passphrase.'
      },
      {
        name: 'A laptop was copied, or an old copy was put back',
        text: 'Only one laptop may go on with a key. The other takes a new device key and is welcomed again.'
      },
      {
        name: 'The last member of a commune is gone',
        text: 'If they released themselves, or two laptops wrote with their key: other communes vouch for somebody’s card, at the commune’s own line above. If their laptop is only lost, that laptop still counts, and others cannot: then the commune’s recovery sheet alone lets a new laptop in. Whoever is alone in a commune keeps one in a drawer; it is made in the settings.'
      }
    ]
  }
}
