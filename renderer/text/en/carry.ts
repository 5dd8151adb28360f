import type { KindName } from '#shared/kinds/index.ts'
import { countedEn as counted } from '../plural.ts'

const entries = (n: number) => counted(n, { one: 'entry', other: 'entries' })
const kind = (one: string, other: string) => (n: number) => counted(n, { one, other })

const kinds: Record<KindName, (n: number) => string> = {
  federation: kind('covenant', 'covenants'),
  commune: kind('commune', 'communes'),
  admit: kind('new member', 'new members'),
  vouch: kind('vouching', 'vouchings'),
  release: kind('release', 'releases'),
  leave: kind('commune that left', 'communes that left'),
  mandate: kind('mandate', 'mandates'),
  recall: kind('recall', 'recalls'),
  key: kind('renewed key', 'renewed keys'),
  forget: kind('forgetting', 'forgettings'),
  site: kind('exact place', 'exact places'),
  offer: kind('offer', 'offers'),
  need: kind('need', 'needs'),
  match: kind('match', 'matches'),
  caravan: kind('caravan', 'caravans'),
  vehicle: kind('vehicle', 'vehicles'),
  stop: kind('stop', 'stops'),
  'road-report': kind('road report', 'road reports'),
  plan: kind('adopted route', 'adopted routes'),
  assembly: kind('assembly', 'assemblies'),
  item: kind('agenda item', 'agenda items'),
  'doc.update': kind('piece of an agenda', 'pieces of agendas')
}

export const carry = {
  title: 'Carry',
  hint: 'How news travels: on a stick, over the local network, and to the people you welcome.',
  parts: { stick: 'Sticks', lan: 'Local network', people: 'People and communes', happened: 'What happened' },
  give: {
    title: 'Give a stick',
    hint: 'One locked file. Only members of the federation can open it.',
    what: 'What to write',
    everything: 'Everything you hold',
    lacking: (who: string, n: number, when: string) => `Only what ${who} lacked on ${when}: ${entries(n)}`,
    lackingHint:
      'Smaller and quicker. Only they can take it in: whoever holds less is told so, and needs the whole.',
    pack: (caravan: string) => `Travel pack for the stops ahead of “${caravan}”`,
    packHint:
      'The journey, the roads, and what concerns the communes that are still ahead. The rest goes along as seals alone; whoever holds it fills it in later.',
    somebody: 'an unnamed device',
    drives: 'Drives that are plugged in',
    noDrives: 'No stick is plugged in. Plug one in, or choose a folder.',
    free: (size: string) => `${size} free`,
    write: 'Write to it',
    writeTo: (drive: string) => `Write to ${drive}`,
    choose: 'Choose a folder…',
    chooseTitle: 'Where to write the stick file',
    working: 'Writing and reading back',
    done: (n: number, size: string) => `Written and read back: ${entries(n)}, ${size}.`,
    doneNext: 'Eject the stick before you pull it out. Then give it to the next commune.',
    show: 'Show the file'
  },
  take: {
    title: 'Take a stick',
    hint: 'First you see what it brings. Nothing is taken in before you say so.',
    onSticks: 'On what is plugged in',
    look: 'See what it brings',
    lookAt: (name: string, stick: string) => `See what ${name} on ${stick} brings`,
    choose: 'Choose the stick file…',
    chooseTitle: 'Open a stick file',
    previewTitle: 'What this stick brings',
    from: 'From',
    madeAt: 'Made',
    madeNote: 'as the clock of their machine believed',
    federation: 'Federation',
    holds: 'It holds',
    holdsText: (n: number, logs: number, size: string) =>
      `${entries(n)} by ${counted(logs, { one: 'device', other: 'devices' })}, ${size}`,
    brings: 'New to you',
    bringsText: (n: number) => entries(n),
    mayFill: 'Nothing new, but it may fill in what a travel pack left out.',
    nothingNew: 'Nothing. You hold all of it already.',
    take: 'Take it in',
    another: 'Choose another file…',
    working: 'Taking in',
    progress: (done: string, total: string) => `${done} of ${total}`,
    resume: 'You can stop at any time and go on later.',
    done: (n: number) =>
      n === 0 ? 'Taken in. There was nothing new.' : `Taken in: ${entries(n)} new to you.`,
    added: 'New',
    changed: 'Changed',
    reportOf: 'What came',
    contested: (n: number) =>
      `${counted(n, { one: 'value was', other: 'values were' })} written differently in two places. Both are kept; look for the mark “contested”.`,
    setAside: (n: number) =>
      `${entries(n)} kept and carried on, but not shown: their authors had no standing, or this version does not know them yet.`,
    otherKind: (name: string, n: number) => counted(n, { one: name, other: name }),
    kinds
  },
  lan: {
    title: 'Local network',
    hint: 'Laptops on one Wi-Fi or phone hotspot pass news to each other. Nothing ever goes to the internet.',
    switch: 'Use the local network',
    offText: 'Off. This computer neither sends nor listens.',
    onText:
      'On. Members of your federation on this network find each other; strangers see nothing they can recognise.',
    addresses: 'Your address',
    addressesHint: 'If others do not see you, tell them one of these.',
    noAddress: 'This computer is on no network. Join a Wi-Fi, or open a hotspot on a phone.',
    showCode: 'Show it as a code',
    hideCode: 'Hide the code',
    connect: 'Connect by address',
    connectHint: 'As the other computer shows it, for example 192.168.1.20:41234',
    connectButton: 'Connect',
    problem: (reason: string) => `It could not be switched on: ${reason}`,
    sameKey: (host: string, when: string) =>
      `At ${when} another laptop (${host}) was met that writes with the key of this one: one of the two is a copy, and nothing passes between them here. Write on one of them only, and carry a stick from each to the other: where both have written, a new device key is then offered.`,
    near: 'Who is near',
    nobody: 'Nobody yet',
    nobodyHint:
      'Are the others on the same network, with their local network on? Some Wi-Fi keeps devices apart: then a phone’s hotspot helps, or a stick.',
    unknownDevice: 'a device that has not said its name',
    linking: (when: string) => `connecting since ${when}`,
    unreachable: (when: string) => `unreachable since ${when}`,
    comparing: 'comparing what each holds',
    same: 'holds all you hold',
    theyLack: (n: number) => `lacks ${entries(n)}, sending`,
    weLack: (n: number) => `has ${entries(n)} for you`,
    and: (a: string, b: string) => `${a}, ${b}`
  },
  happened: {
    title: 'What happened',
    hint: 'The newest of the record. Days and times are as the writer’s own clock believed.',
    nothing: 'Nothing yet',
    nothingHint: 'What communes write, offer and plan is told here, one sentence each.'
  },
  people: {
    title: 'People and communes',
    members: 'Communes and their devices',
    memberCount: (n: number) => counted(n, { one: 'device', other: 'devices' }),
    waiting: 'vouched for, or waiting to be',
    you: 'your commune',
    welcome: 'Welcome someone',
    welcomeHint:
      'Somebody gave you a card, as a file or a code. Welcome a person into your commune, or vouch for a new commune.',
    welcomeNot: 'Only a member of a commune can welcome somebody, and by this record you are none.',
    chooseCard: 'Choose the card file…',
    chooseCardTitle: 'Open a card',
    cardMember: (handle: string, commune: string) => `${handle} asks to be admitted to ${commune}.`,
    cardCommune: (handle: string, commune: string) =>
      `${handle} asks that the commune ${commune} be taken into the federation.`,
    fingerprint: 'Digits to compare',
    compare: 'I know this person, and we read these digits to each other: they are the same.',
    compareOwn: 'I looked at these digits on both of my laptops: they are the same.',
    compareWhy:
      'Whoever is welcomed can read the whole record. The digits make sure that the card was not swapped on the way.',
    own: 'It is my own other laptop.',
    ownWhy:
      'Your two laptops then have one voice between them, and if one is lost, the other releases it alone. Leave it empty for everybody else.',
    write: 'Write the welcome file…',
    showCode: 'Show the welcome as a code',
    codeFor: (handle: string) => `Welcome for ${handle}`,
    codeNext:
      'It opens only on their computer. Let them read it with their camera; then switch the local network on at both, or give them a stick: the record comes that way.',
    writeTitle: 'Save the welcome',
    another: 'Another card…',
    done: (handle: string) => `${handle} is welcomed.`,
    doneNext: (path: string) =>
      `The welcome is in ${path}. It opens only on their computer. Give it to them, together with a stick of your news.`,
    toStick: 'Give a stick'
  }
}
