/**
 * A modest, honest guess at how many tries a passphrase withstands. It counts what an attacker with a
 * word list would count: words, not characters. It errs on the low side.
 */
export type PassphraseLevel = 'weak' | 'fair' | 'good' | 'strong'

export interface PassphraseVerdict {
  /** log2 of the tries expected; scrypt at N = 2^17 makes each cost about a second of one core */
  bits: number
  level: PassphraseLevel
  /** among those that anybody would try first */
  common: boolean
}

/** Bits from which a level begins. 40 bits at a second each are 35,000 core-years. */
const levelFrom = { fair: 40, good: 52, strong: 64 } as const

/** Whole passphrases that stand in every guesser's list, letters and digits alone, lower case. */
const commonWhole = new Set([
  'correcthorsebatterystaple',
  'password',
  'password123',
  'passphrase',
  'letmein',
  'iloveyou',
  'iloveyouforever',
  'qwertyuiop',
  'qwerty123456',
  'тобіялюблю',
  'ятебелюблю',
  'славаукраїні',
  'славаукраїнігероямслава',
  'героямслава',
  'щеневмерлаукраїна',
  'реветастогнедніпрширокий',
  'якумрутопоховайте',
  'tobeornottobe',
  'thequickbrownfoxjumpsoverthelazydog'
])

/** Words that guessers try before the rest of the dictionary. */
const commonWords = new Set([
  'password',
  'passphrase',
  'secret',
  'admin',
  'welcome',
  'chumak',
  'caravan',
  'commune',
  'federation',
  'love',
  'hello',
  'dragon',
  'monkey',
  'ukraine',
  'huliaipole',
  'makhno',
  'пароль',
  'чумак',
  'караван',
  'громада',
  'федерація',
  'україна',
  'гуляйполе',
  'махно',
  'привіт',
  'любов',
  'слава'
])

/** Keyboard rows and countings, both ways. */
const runs = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'йцукенгшщзхї', 'фівапролджє', 'ячсмитьбю', '01234567890']

const isRun = (token: string): boolean => {
  const backwards = [...token].reverse().join('')
  return token.length >= 3 && runs.some(run => run.includes(token) || run.includes(backwards))
}

const isRepeat = (token: string): boolean => new Set(token).size <= Math.ceil(token.length / 4)

/** A run of letters: as a dictionary word up to eight letters, slower after. */
const letterBits = (word: string): number => {
  const lower = word.toLowerCase()
  if (isRun(lower) || isRepeat(lower)) return 3
  if (commonWords.has(lower)) return 5
  const length = [...lower].length
  const bits = length <= 8 ? Math.min(12, length * 2.2) : 12 + (length - 8) * 1.2
  const mixed = word !== lower && word !== word.toUpperCase() && word.slice(1) !== lower.slice(1)
  return bits + (mixed ? 3 : 0)
}

const digitBits = (digits: string): number => {
  if (isRun(digits) || isRepeat(digits)) return 2
  // Years and birthdays are the first digits tried.
  if (/^(19|20)\d\d$/.test(digits)) return 6
  return digits.length * 3
}

const levelOf = (bits: number): PassphraseLevel => {
  if (bits >= levelFrom.strong) return 'strong'
  if (bits >= levelFrom.good) return 'good'
  return bits >= levelFrom.fair ? 'fair' : 'weak'
}

export const judgePassphrase = (passphrase: string): PassphraseVerdict => {
  const plain = passphrase.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  if (commonWhole.has(plain)) return { bits: 5, level: 'weak', common: true }
  const tokens = passphrase.normalize('NFC').match(/\p{L}+|\p{N}+|[^\p{L}\p{N}\s]+/gu) ?? []
  const seen = new Set<string>()
  let bits = 0
  for (const token of tokens) {
    const key = token.toLowerCase()
    if (seen.has(key)) bits += 1
    else if (/^\p{L}/u.test(token)) bits += letterBits(token)
    else if (/^\p{N}/u.test(token)) bits += digitBits(token)
    // A mark between words is one of a few; a string of different marks is worth more.
    else bits += new Set(token).size === 1 ? 2 : new Set(token).size * 4
    seen.add(key)
  }
  const words = [...seen].filter(token => /^\p{L}/u.test(token))
  const common = words.length === 1 && commonWords.has(words[0] ?? '') && bits < levelFrom.fair
  return { bits: Math.round(bits), level: levelOf(bits), common }
}

/** What `vault.create` accepts. */
export const isStrongEnough = (passphrase: string): boolean => judgePassphrase(passphrase).level !== 'weak'
