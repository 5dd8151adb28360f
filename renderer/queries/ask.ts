import type { AnswerOf, ArgsOf, Chumak, RequestName } from '#shared/contract.ts'
import { errorCodes, type Failure, FailureError, type Result } from '#shared/errors.ts'

declare global {
  interface Window {
    chumak: Chumak
  }
}

type Args<N extends RequestName> = undefined extends ArgsOf<N> ? [] : [ArgsOf<N>]

/**
 * Asks the keeper or the window's process. Answers the value; a failure is thrown as FailureError, so
 * that queries and forms have one way to fail. What was never answered is `internal`.
 */
export const ask = async <N extends RequestName>(name: N, ...args: Args<N>): Promise<AnswerOf<N>> => {
  const request = window.chumak.ask[name] as (...args: Args<N>) => Promise<Result<AnswerOf<N>>>
  let result: Result<AnswerOf<N>>
  try {
    result = await request(...args)
  } catch (error) {
    throw new FailureError('internal', { reason: error instanceof Error ? error.message : String(error) })
  }
  if (!result.ok) throw new FailureError(result.error.code, result.error.detail)
  return result.value
}

/** Any thrown thing, or a failure itself, as a failure the interface can show. */
export const toFailure = (error: unknown): Failure => {
  if (error instanceof FailureError) return error.failure
  if (isFailure(error)) return error
  return { code: 'internal', detail: { reason: error instanceof Error ? error.message : String(error) } }
}

const isFailure = (value: unknown): value is Failure =>
  typeof value === 'object' &&
  value !== null &&
  'code' in value &&
  'detail' in value &&
  (errorCodes as readonly unknown[]).includes(value.code)
