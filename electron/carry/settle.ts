import { FailureError, type Result } from '#shared/errors.ts'

/** Turns a thrown `FailureError` into a `Result`; bugs go on to the handler at the top. */
export const settle = async <T>(work: () => Promise<T>): Promise<Result<T>> => {
  try {
    return { ok: true, value: await work() }
  } catch (error) {
    if (error instanceof FailureError) return { ok: false, error: error.failure }
    throw error
  }
}
