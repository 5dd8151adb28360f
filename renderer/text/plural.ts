import type { Language } from '#shared/kinds/kind.ts'

/** The forms a language needs; `few` and `many` are for Ukrainian, `other` there for fractions. */
export type EnglishForms = { one: string; other: string }
export type UkrainianForms = { one: string; few: string; many: string; other?: string }

export const locales: Record<Language, string> = { en: 'en-GB', uk: 'uk-UA' }

const numbers = { en: new Intl.NumberFormat(locales.en), uk: new Intl.NumberFormat(locales.uk) }
const rules = { en: new Intl.PluralRules(locales.en), uk: new Intl.PluralRules(locales.uk) }

/** The form alone: `entries` for 5. */
export const formEn = (n: number, forms: EnglishForms): string =>
  rules.en.select(n) === 'one' ? forms.one : forms.other

export const formUk = (n: number, forms: UkrainianForms): string => {
  const rule = rules.uk.select(n)
  if (rule === 'one') return forms.one
  if (rule === 'few') return forms.few
  if (rule === 'many') return forms.many
  return forms.other ?? forms.few
}

/** Number and form: `1,204 entries`. */
export const countedEn = (n: number, forms: EnglishForms): string =>
  `${numbers.en.format(n)}\u00a0${formEn(n, forms)}`
export const countedUk = (n: number, forms: UkrainianForms): string =>
  `${numbers.uk.format(n)}\u00a0${formUk(n, forms)}`
