import { describe, expect, it } from 'vitest'
import { errorCodes } from '#shared/errors.ts'
import { texts } from '../../renderer/text/texts.ts'

/** Every text by its path, with functions called on plain arguments. */
const leaves = (value: unknown, path: string): [string, string][] => {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value === 'function') {
    const { length } = value
    const given = path.startsWith('errors') ? [{}] : Array.from({ length }, (_, n) => n + 2)
    return [[path, String(value(...given))]]
  }
  if (value && typeof value === 'object')
    return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path ? `${path}.${key}` : key))
  return []
}

/** Words that are the same in both languages. */
const alike = /^(settings\.languages|shell\.keyNames\.enter)/
const hasWord = /[A-Za-z]{2,}/

describe('texts', () => {
  it('none is empty, in either language', () => {
    for (const language of ['en', 'uk'] as const)
      for (const [path, text] of leaves(texts[language], ''))
        expect(text.trim(), `${language} ${path}`).not.toBe('')
  })

  it('has nothing left in English among the Ukrainian', () => {
    const english = new Map(leaves(texts.en, ''))
    const same = leaves(texts.uk, '').filter(
      ([path, text]) => hasWord.test(text) && english.get(path) === text && !alike.test(path)
    )
    expect(same).toEqual([])
  })

  it('has one word for one thing in Ukrainian', () => {
    // відпустити, враховано, вісті and парольна фраза
    const others = /звільнен|зарахов|новин|парол(ь|я|ю|ем)(?![\p{L}])/iu
    expect(leaves(texts.uk, '').filter(([, text]) => others.test(text))).toEqual([])
  })

  it('tells of every failure what happened, whether data is safe and what to do', () => {
    for (const language of ['en', 'uk'] as const)
      for (const code of errorCodes) {
        const text = texts[language].errors.byCode[code]
        const shown = text.what({ reason: 'R', path: '/stick', byte: 17, field: 'quantity' })
        for (const sentence of [shown, text.data, text.next]) expect(sentence).toMatch(/[.!?]$/)
        expect(text.what({}), `${language} ${code}`).not.toContain('undefined')
      }
  })

  it('counts as each language counts', () => {
    const { en, uk } = texts
    expect(en.shell.status.holding(1, 14)).toBe('You hold 1\u00a0entry of 14\u00a0communes.')
    expect(en.shell.status.holding(1204, 1)).toBe('You hold 1,204\u00a0entries of 1\u00a0commune.')
    const counted = [1, 2, 5, 11, 21, 112].map(n => uk.carry.take.bringsText(n).split('\u00a0').at(-1))
    expect(counted).toEqual(['запис', 'записи', 'записів', 'записів', 'запис', 'записів'])
  })
})
