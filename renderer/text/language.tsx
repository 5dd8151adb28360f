import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import type { Language } from '#shared/kinds/kind.ts'
import { createFormat, type Format } from './format.ts'
import { type Texts, texts } from './texts.ts'

const storageKey = 'chumak-language'

/** What was chosen in the settings, else what the machine speaks: Ukrainian where it does, else English. */
export const startingLanguage = (stored: string | null, machine: string): Language => {
  if (stored === 'en' || stored === 'uk') return stored
  return machine.toLowerCase().startsWith('uk') ? 'uk' : 'en'
}

interface Spoken {
  language: Language
  setLanguage(language: Language): void
  text: Texts
  format: Format
}

const SpokenContext = createContext<Spoken | null>(null)

export const LanguageProvider = ({ children }: { children: ReactNode }) => {
  const [language, setLanguage] = useState(() =>
    startingLanguage(localStorage.getItem(storageKey), navigator.language)
  )
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  const spoken = useMemo(
    () => ({
      language,
      setLanguage: (next: Language) => {
        localStorage.setItem(storageKey, next)
        setLanguage(next)
      },
      text: texts[language],
      format: createFormat(language)
    }),
    [language]
  )
  return <SpokenContext value={spoken}>{children}</SpokenContext>
}

const useSpoken = (): Spoken => {
  const spoken = useContext(SpokenContext)
  if (!spoken) throw new Error('LanguageProvider is missing above this component')
  return spoken
}

/** The current language's texts. */
export const useText = (): Texts => useSpoken().text
/** Dates, numbers and quantities as the current language writes them. */
export const useFormat = (): Format => useSpoken().format
export const useLanguage = (): Pick<Spoken, 'language' | 'setLanguage'> => useSpoken()
