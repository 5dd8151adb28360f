import { describe, expect, it } from 'vitest'
import { isStrongEnough, judgePassphrase } from '#shared/record/passphrase.ts'

describe('judgePassphrase', () => {
  it('takes four or five words that do not belong together', () => {
    expect(isStrongEnough('willow copper tram lantern')).toBe(true)
    expect(judgePassphrase('willow copper tram lantern orchard').level).toBe('good')
    expect(isStrongEnough('верба мідниця трамвай ліхтар')).toBe(true)
  })

  it('refuses what guessers try first', () => {
    for (const guess of [
      'password',
      'Password123!',
      'correct horse battery staple',
      'Слава Україні',
      'qwertyuiop'
    ])
      expect(isStrongEnough(guess), guess).toBe(false)
    expect(judgePassphrase('tobeornottobe').common).toBe(true)
  })

  it('does not count a word twice, nor long repetitions and countings', () => {
    expect(isStrongEnough('willow willow willow willow willow')).toBe(false)
    expect(isStrongEnough('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')).toBe(false)
    expect(isStrongEnough('1234567890 1234567890')).toBe(false)
  })

  it('takes long random strings too', () => {
    expect(isStrongEnough('x7Kq-91mZ-ttB4-wo2P')).toBe(true)
  })

  it('never falls when a new word is added', () => {
    const words = ['willow', 'copper', 'tram', 'lantern', 'orchard', 'salt']
    let before = 0
    words.forEach((_, n) => {
      const { bits } = judgePassphrase(words.slice(0, n + 1).join(' '))
      expect(bits).toBeGreaterThan(before)
      before = bits
    })
  })
})
