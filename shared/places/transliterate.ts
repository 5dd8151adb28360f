/**
 * Ukrainian in Latin letters by the table of the Cabinet of Ministers (resolution 55 of 27 January 2010),
 * which passports and road signs use. Letters outside the Ukrainian alphabet are left as they are.
 */
export function ukrainianToLatin(text: string): string {
  let out = ''
  let previous = ''
  for (let i = 0; i < text.length; i++) {
    const letter = text[i] ?? ''
    const lower = letter.toLowerCase()
    const atStart = !isLetter(previous)
    if (!silent.has(lower)) {
      const latin = (atStart ? initial[lower] : undefined) ?? inside[lower] ?? letter
      // «зг» is «zgh», so that it is not read as «ж», which is «zh».
      const joined = lower === 'г' && previous.toLowerCase() === 'з' ? 'gh' : latin
      out += letter === lower ? joined : capitalised(joined, nextIsUpper(text, i))
    }
    previous = letter
  }
  return out
}

const silent = new Set(['ь', "'", '’', 'ʼ'])

const inside: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'h',
  ґ: 'g',
  д: 'd',
  е: 'e',
  є: 'ie',
  ж: 'zh',
  з: 'z',
  и: 'y',
  і: 'i',
  ї: 'i',
  й: 'i',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ю: 'iu',
  я: 'ia'
}

/** At the beginning of a word. */
const initial: Readonly<Record<string, string>> = { є: 'ye', ї: 'yi', й: 'y', ю: 'yu', я: 'ya' }

function isLetter(letter: string): boolean {
  // An apostrophe is inside a word: «Знам'янка» has no word beginning with «я».
  return /[\p{L}'’ʼ]/u.test(letter)
}

function nextIsUpper(text: string, i: number): boolean {
  const next = text[i + 1] ?? ''
  return next !== next.toLowerCase()
}

/** «Щ» is "Shch" before a small letter and "SHCH" in a word of capitals. */
function capitalised(latin: string, wholly: boolean): string {
  return wholly ? latin.toUpperCase() : latin.charAt(0).toUpperCase() + latin.slice(1)
}
