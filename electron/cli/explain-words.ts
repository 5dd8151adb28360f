import type { Explanation, Lacking } from '#shared/contract.ts'
import type { WriterRule } from '#shared/kinds/kind.ts'
import type { AsideReason } from '#shared/record/set-aside.ts'

/** For the terminal; the window's words are in renderer/text/. */
const reasons: Record<AsideReason, string> = {
  forked: 'its log has forked here or before',
  released: 'its device had been released before',
  'no-commune': 'it names no commune to speak for',
  'not-member': 'its device is no member of the commune it speaks for',
  'no-federation': 'this record stands in no federation yet',
  'commune-not-in': 'its commune is not in the federation yet',
  'commune-left': 'its commune had left the federation before',
  'thing-unknown': 'it changes a thing whose first entry has not come',
  'thing-aside': 'it changes a thing that does not count',
  'body-missing': 'its body was not carried here',
  forgotten: 'its body was forgotten, as was asked',
  'body-bad': 'its body cannot be read',
  sealed: 'it is sealed for others',
  'kind-unknown': 'this version does not know its kind',
  'kind-newer': 'a later version wrote it',
  'fields-bad': 'its fields are not what its kind asks for',
  'fact-immutable': 'it changes what cannot be changed',
  'scope-differs': 'it is for other readers than the thing it changes',
  'kind-differs': 'it is of another kind than the thing it changes'
}

const rules: Record<WriterRule, string> = {
  anyone: 'Anyone may begin one; members of it change it.',
  member: 'Asked for: a member of the commune whose it is.',
  'federated-member': 'Asked for: a member of the commune whose it is, in the federation.',
  'any-federated-member': 'Asked for: a member of any commune in the federation.'
}

const counts: Record<Lacking, string> = {
  'second-ask': 'It counts as one of two asks: another member must ask too.',
  giver: 'It counts and takes nothing back: another commune gave that mandate.'
}

const verdict = ({ reason, lacks }: Explanation): string => {
  if (reason) return `It does not count: ${reasons[reason]}.`
  return lacks ? counts[lacks] : 'It counts.'
}

/** One or two sentences: who wrote what, what is asked, whether it counts and why not. */
export const explanationWords = (told: Explanation): string => {
  const of = told.communeName ?? told.commune
  const what = `${told.begins ? '' : 'a change of '}${told.kind ?? 'what cannot be read'}`
  return [
    `Device ${told.author}${of ? ` of ${of}` : ''} wrote it as number ${told.seq}: ${what}.`,
    told.rule && rules[told.rule],
    verdict(told)
  ]
    .filter(Boolean)
    .join(' ')
}
