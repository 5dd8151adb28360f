/**
 * The words of a recovery sheet: BIP 39 in its English list, in every language of the app, so that a sheet
 * written in one place is read in any other. 24 words are 32 bytes and a checksum of 8 bits.
 */
import { entropyToMnemonic, mnemonicToEntropy } from '@scure/bip39'
import { wordlist } from '@scure/bip39/wordlists/english.js'

export const paperWordCount = 24
const known = new Set(wordlist)

export const wordsOfSeed = (seed: Uint8Array): string[] => {
  if (seed.length !== 32) throw new RangeError('a sheet stands for 32 bytes')
  return entropyToMnemonic(seed, wordlist).split(' ')
}

/** What is wrong with words: the first that is none of the list (its number from 1), how many there are, or the checksum. */
export type WordsFault =
  | { fault: 'unknown'; number: number; word: string }
  | { fault: 'count'; count: number }
  | { fault: 'checksum' }

/** As typed, pasted or read from a code: numbers, points and capitals do no harm. */
export const typedWords = (text: string): string[] =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .split(/[\s\d.,;:]+/)
    .filter(word => word !== '')

export const seedOfWords = (words: readonly string[]): Uint8Array | WordsFault => {
  const at = words.findIndex(word => !known.has(word))
  if (at >= 0) return { fault: 'unknown', number: at + 1, word: (words[at] ?? '').slice(0, 40) }
  if (words.length !== paperWordCount) return { fault: 'count', count: words.length }
  try {
    return mnemonicToEntropy(words.join(' '), wordlist)
  } catch {
    // every word is known and there are 24 of them: what is left is the checksum
    return { fault: 'checksum' }
  }
}
