import type { Target } from './shares.ts'

/** What once failed, by its draws, and is tried again at every run. Where it was mended, a test of its own says more. */
export const kept: readonly { target: Target; drawn: readonly number[]; was: string }[] = []
