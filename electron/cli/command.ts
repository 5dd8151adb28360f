import type { Words } from './words.ts'

/** Answers with what is printed; undefined prints nothing. */
export type Command = (words: Words) => Promise<unknown>
