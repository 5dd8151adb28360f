/** What Ukrainian does not have: other letters, and pairs and endings of Russian. */
const foreign = /[^а-щьюяєіїґ'’ʼ\s-]|ие|[жчшщ]ь|ое(?=$|[\s-])/iu
/** Letters that the other languages here lack (Belarusian's і aside). */
const telling = /[єіїґ]/iu
/** Softness and the apostrophe are what the other languages' spellings of a Ukrainian name most often drop. */
const careful = /[ьєіїґ'’ʼ]/giu

/**
 * GeoNames lists a place's other names without their languages. The Ukrainian one is the Cyrillic spelling
 * that reads, letter for letter, most like the Latin name, which GeoNames mostly takes from Ukrainian.
 *
 * @returns {string | undefined} undefined where no spelling comes near, for a wrong name is worse than none
 */
export function ukrainianName(name, alternates, { placeKey, ukrainianToLatin }) {
  // Crimean names come with Russian endings: Mirnoye is Мирне.
  const key = placeKey(name.replace(/oye\b/g, 'e'))
  const plain = name.toLowerCase().replace(/[^a-z]/g, '')
  let best
  for (const alternate of alternates) {
    const candidate = cyrillicOnly(alternate)
    if (!/[а-яєіїґ]/iu.test(candidate) || foreign.test(candidate)) continue
    const latin = ukrainianToLatin(candidate)
    const away = editDistance(key, placeKey(latin))
    // и and і have one key: the spelling itself decides between Бровари and Броварі.
    const plainAway = editDistance(plain, latin.toLowerCase().replace(/[^a-z]/g, ''))
    const care = candidate.match(careful)?.length ?? 0
    const rank = [-away, -plainAway, care]
    if (!best || isHigher(rank, best.rank)) best = { candidate, away, rank }
  }
  if (!best) return undefined
  // In Crimea the Latin name is often from Russian; a spelling that can only be Ukrainian may differ more.
  const allowed = key.length / (telling.test(best.candidate) ? 2 : 5)
  return best.away <= allowed ? best.candidate.replace(/['ʼ]/g, '’') : undefined
}

/** Some were typed with the Latin letters that look alike: «Сизiвка». */
function cyrillicOnly(text) {
  return /[а-я]/iu.test(text) ? text.replace(/[ieoacpx]/g, letter => lookalikes[letter]) : text
}
const lookalikes = { i: 'і', e: 'е', o: 'о', a: 'а', c: 'с', p: 'р', x: 'х' }

function isHigher(a, b) {
  const first = a.findIndex((value, i) => value !== b[i])
  return first >= 0 && a[first] > b[first]
}

/** Levenshtein's distance: letters to put in, take out or change. */
function editDistance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)))
    }
    row = next
  }
  return row[b.length]
}
