import type { Language } from '#shared/kinds/kind.ts'
import * as en from './en/index.ts'
import * as uk from './uk/index.ts'

export type Texts = typeof en

/** Every word the user sees. Ukrainian is typed to have exactly what English has. */
export const texts: Record<Language, Texts> = { en, uk }
