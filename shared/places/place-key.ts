import { ukrainianToLatin } from './transliterate.ts'

/**
 * What of a name counts when searching: small Latin letters, digits and single spaces. The usual
 * spellings of one name meet in it, so "Huliaipole", "Hulyaypole" and «Гуляйполе» are all
 * "huliaipole". Letters that are neither Latin nor Cyrillic are kept as they are.
 */
export function placeKey(name: string): string {
  return (
    ukrainianToLatin(name.toLowerCase().replace(otherCyrillic, letter => otherLetters[letter] ?? ''))
      .normalize('NFD')
      .replace(/[\p{M}'’ʼ`´]/gu, '')
      .replace(otherLatin, letter => otherLetters[letter] ?? '')
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      // One sound, several spellings: Hulyaypole/Huliaipole, Zaporozhje/Zaporozhye, Warta/Varta.
      .replace(/[yj]/g, 'i')
      .replace(/w/g, 'v')
      .replace(/(\p{L})\1+/gu, '$1')
      .trim()
  )
}

/** Letters of Ukraine's neighbours, and Latin letters that carry no separable accent. */
const otherLetters: Readonly<Record<string, string>> = {
  ы: 'и',
  э: 'е',
  ё: 'йо',
  ъ: '',
  ў: 'у',
  ј: 'й',
  љ: 'ль',
  њ: 'нь',
  ћ: 'ч',
  ђ: 'дж',
  џ: 'дж',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ə: 'a'
}
const otherCyrillic = /[ыэёъўјљњћђџ]/g
const otherLatin = /[ßæœøłđðþıə]/g
