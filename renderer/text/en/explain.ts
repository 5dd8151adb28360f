import type { Lacking } from '#shared/contract.ts'
import type { KindName } from '#shared/kinds/index.ts'
import type { WriterRule } from '#shared/kinds/kind.ts'
import type { AsideReason } from '#shared/record/set-aside.ts'

/** Why an entry is kept and carried, and does not count. */
const reasons: Record<AsideReason, string> = {
  forked:
    'Its device wrote two different entries at one place of its log, so nothing from there on counts but whom it took in. Usually a disk was copied or a backup put back.',
  released: 'Its device had been released from its commune before.',
  'no-commune': 'It does not say for which commune it speaks.',
  'not-member': 'Its device is no member of the commune it speaks for, as far as this record knows.',
  'no-federation': 'This record stands in no federation yet.',
  'commune-not-in': 'Its commune is not in the federation yet: too few others have vouched for it.',
  'commune-left': 'Its commune had left the federation before.',
  'thing-unknown': 'It changes something whose beginning has not come yet. It will count when that comes.',
  'thing-aside': 'It changes something that does not count itself.',
  'body-missing': 'Only its envelope came; what it says was not carried here.',
  forgotten: 'What it said was forgotten, as its author or their commune asked.',
  'body-bad': 'What it says cannot be read.',
  sealed: 'It is sealed, and this device does not hold the key.',
  'kind-unknown': 'This version of Chumak does not know such entries yet. A newer one will show it.',
  'kind-newer': 'It was written by a newer version of Chumak, which will show it.',
  'fields-bad': 'It lacks what an entry of its kind must say, or says it wrongly.',
  'fact-immutable': 'It tries to change what cannot be changed afterwards.',
  'scope-differs': 'It is meant for other readers than the thing it changes.',
  'kind-differs': 'It is of another kind than the thing it changes.'
}

/** What is asked of whoever writes an entry. */
const rules: Record<WriterRule, string> = {
  anyone: 'Anybody may begin such a thing; only members of it may change it.',
  member: 'Asked for: a member of the commune whose it is.',
  'federated-member': 'Asked for: a member of the commune whose it is, and that commune in the federation.',
  'any-federated-member': 'Asked for: a member of any commune in the federation.'
}

const kinds: Record<KindName, string> = {
  federation: 'the covenant',
  commune: 'a commune',
  admit: 'the admission of a member',
  vouch: 'a vouching for a commune',
  release: 'the release of a member',
  leave: 'a commune’s leaving',
  mandate: 'a mandate',
  recall: 'the recall of a mandate',
  key: 'a renewed key',
  forget: 'a wish to forget',
  site: 'an exact place',
  offer: 'an offer',
  need: 'a need',
  match: 'a match',
  caravan: 'a caravan',
  vehicle: 'a vehicle',
  stop: 'a stop',
  'road-report': 'a road report',
  plan: 'an adopted route',
  assembly: 'an assembly',
  item: 'an agenda item',
  'doc.update': 'a piece of an agenda'
}

/** Of an entry that counts and has no effect. */
const lacks: Record<Lacking, string> = {
  'second-ask': 'It counts as one of two asks: another member must ask too.',
  giver: 'It counts and takes nothing back: another commune gave that mandate.'
}

export const explain = {
  title: 'Kept, not shown',
  hint: 'Entries that you keep and carry on, but that do not count here, and why. Nothing of them is lost.',
  none: 'Everything you hold counts.',
  question: 'Why does an entry count, or not?',
  questionHint: 'Paste the entry’s name: 43 letters and digits, as a report or a printout has it.',
  entry: 'Entry',
  ask: 'Tell me why',
  notHeld: 'You do not hold that entry. It may come with the next stick.',
  why: 'Why?',
  wroteBegin: (who: string, what: string, when: string) => `${who} wrote it on ${when}: ${what}.`,
  wroteChange: (who: string, what: string, when: string) =>
    `${who} wrote it on ${when}: a change of ${what}.`,
  claimed: 'The day is as their machine’s clock believed.',
  counts: 'It counts.',
  countsNot: 'It does not count.',
  somethingUnread: 'something that cannot be read here',
  someKind: (kind: string) => `something called “${kind}”`,
  first: (shown: number, total: number) => `The first ${shown} of ${total}.`,
  groups: { added: 'New', changed: 'Changed', contested: 'Contested', aside: 'Set aside' },
  contestedHint: 'Written differently in two places. Both are kept until someone settles it.',
  open: 'Look at it',
  reasons,
  lacks,
  rules,
  kinds
}
