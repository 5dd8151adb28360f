import type { ErrorCode, Failure } from '#shared/errors.ts'

export type Detail = Failure['detail']

/** What a person needs when something failed, in the order they ask it. */
export interface ErrorText {
  what: (detail: Detail) => string
  /** whether their data is safe */
  data: string
  next: string
}

/** A code without text does not compile. */
export type ErrorTexts = Record<ErrorCode, ErrorText>

/** ` (reason)` where the detail has one. */
export const inBrackets = (value: string | number | undefined): string =>
  value === undefined || value === '' ? '' : ` (${value})`
